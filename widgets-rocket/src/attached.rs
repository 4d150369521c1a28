//! What the host attaches to a request, as middleware of other frameworks does by extensions.

use std::sync::Mutex;

use http::Extensions;
use rocket::Request;

/// Attaches a value to a request, for the host's own identity, layout and choice of language, which find
/// it by its type in `extensions`. Call it in a request fairing: those run before any route.
///
/// ```
/// # use rocket::fairing::AdHoc;
/// #[derive(Clone)]
/// struct Language(String);
///
/// let fairing = AdHoc::on_request("language", |request, _| {
///     Box::pin(async move {
///         let language = request.query_value::<String>("lang").and_then(Result::ok);
///         widgets_rocket::attach(request, Language(language.unwrap_or("en".into())));
///     })
/// });
/// # let _ = fairing;
/// ```
pub fn attach<T: Clone + Send + Sync + 'static>(request: &Request<'_>, value: T) {
    if let Ok(mut own) = Attached::of(request).0.lock() {
        own.insert(value);
    }
}

/// What was attached so far.
#[derive(Default)]
struct Attached(Mutex<Extensions>);

impl Attached {
    fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        request.local_cache(Self::default)
    }
}

pub(crate) fn extensions(request: &Request<'_>) -> Extensions {
    let attached = Attached::of(request).0.lock();
    attached.map(|own| own.clone()).unwrap_or_default()
}
