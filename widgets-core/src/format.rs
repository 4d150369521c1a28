//! Whether a client reads HTML or JSON.

use http::{HeaderMap, header};

/// What a client wants to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Json,
}

impl Format {
    /// JSON is answered to whoever asks for it by name and does not rather want HTML.
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
            match kind.to_ascii_lowercase().as_str() {
                "text/html" => html = weight,
                "application/json" | "application/problem+json" => json = json.max(weight),
                _ => {}
            }
        }
        if json > html { Self::Json } else { Self::Html }
    }
}
