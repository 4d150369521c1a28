//! What a room says in every row of a list: read from the catalogue once a language.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::Messages;

type Kept = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// The phrases of one language that were read so far, by their type. Its messages never change, so
/// neither do they.
#[derive(Default)]
pub(super) struct Phrases(RwLock<Kept>);

impl Messages {
    /// The phrases of that type, which `read` reads when the language says them for the first time.
    /// They must follow from the messages alone.
    pub(crate) fn phrases<T>(&self, read: impl FnOnce(&Self) -> T) -> Arc<T>
    where
        T: Send + Sync + 'static,
    {
        let Phrases(kept) = self.language.phrases();
        let known = kept
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&TypeId::of::<T>())
            .cloned();
        if let Some(Ok(phrases)) = known.map(Arc::downcast) {
            return phrases;
        }
        let phrases = Arc::new(read(self));
        let new: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&phrases);
        kept.write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(TypeId::of::<T>(), new);
        phrases
    }
}
