//! What goes into a statement and what comes out, in the words of `tokio-postgres`.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use widgets_storage::{Arg, BoxError, Row, Value};

/// An argument. `tokio-postgres` writes the `Debug` of every one into the log when its level is low
/// enough, so this has the one of [`Arg`], which prints no text and no bytes.
#[derive(Debug)]
pub(crate) struct Parameter<'a>(pub(crate) Arg<'a>);

impl Parameter<'_> {
    /// The type it has, whether it is null or not.
    pub(crate) const fn kind(&self) -> Type {
        match self.0 {
            Arg::Int(_) | Arg::NullInt => Type::INT8,
            Arg::Text(_) | Arg::NullText => Type::TEXT,
            Arg::Bytes(_) | Arg::NullBytes => Type::BYTEA,
        }
    }
}

impl ToSql for Parameter<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Arg::Int(int) => int.to_sql(kind, out),
            Arg::Text(text) => text.to_sql(kind, out),
            Arg::Bytes(bytes) => bytes.to_sql(kind, out),
            Arg::NullInt | Arg::NullText | Arg::NullBytes => Ok(IsNull::Yes),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}

pub(crate) fn row(row: &tokio_postgres::Row) -> Result<Row, BoxError> {
    let values = (0..row.len()).map(|column| value(row, column));
    Ok(Row::new(values.collect::<Result<_, _>>()?))
}

fn value(row: &tokio_postgres::Row, column: usize) -> Result<Value, BoxError> {
    let kind = row.columns().get(column).map(|column| column.type_());
    let value = match kind {
        Some(&Type::INT8) => row.try_get::<_, Option<i64>>(column)?.map(Value::Int),
        Some(&Type::TEXT) => row.try_get::<_, Option<String>>(column)?.map(Value::Text),
        Some(&Type::BYTEA) => row.try_get::<_, Option<Vec<u8>>>(column)?.map(Value::Bytes),
        other => return Err(format!("column {column} holds {other:?}").into()),
    };
    Ok(value.unwrap_or(Value::Null))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_037_what_the_client_logs_of_an_argument_shows_no_hash() {
        let hash = "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$AAAA";
        let parameters = [Arg::Text(hash), Arg::Bytes(hash.as_bytes())].map(Parameter);
        let printed = format!("{parameters:?}");
        assert_eq!(printed, "[Parameter(Text(..)), Parameter(Bytes(..))]");
    }
}
