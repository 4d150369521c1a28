//! Content negotiation: HTML or JSON, with or without brotli.

use http::{HeaderMap, header};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Json,
}

impl Format {
    /// JSON only if `Accept` names it with a greater weight than HTML.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let (mut html, mut json) = (0.0_f32, 0.0_f32);
        let lines = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|line| line.to_str().ok());
        for range in lines.flat_map(|line| line.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next().unwrap_or_default();
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0));
            let is = |name: &str| kind.eq_ignore_ascii_case(name);
            if is("text/html") {
                html = weight;
            } else if is("application/json") || is("application/problem+json") {
                json = json.max(weight);
            }
        }
        if json > html { Self::Json } else { Self::Html }
    }
}

/// Whether the client accepts brotli: `Accept-Encoding` lists `br` with a weight above 0.
pub(crate) fn reads_brotli(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let brotli = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        brotli && weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|own| own > 0.0))
    })
}
