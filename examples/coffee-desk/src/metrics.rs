//! Coffee Desk's metrics, as Prometheus reads them (text exposition format 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use widgets_core::ops::{
    DeliveryObserved, Observer, RequestObserved, SignInObserved, SweepObserved,
};

/// The media type of [`Metrics::text`].
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4";

/// The path of the page that Prometheus asks for. A host in the open keeps it to itself.
pub const PATH: &str = "/metrics";

/// All that is counted in this process.
pub static METRICS: Metrics = Metrics::new();

/// Counters, by name and labels.
#[derive(Debug)]
pub struct Metrics(Mutex<BTreeMap<Series, f64>>);

/// The name of a counter, and its two labels with their values.
type Series = (&'static str, [(&'static str, String); 2]);

impl Metrics {
    const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// Every counter, a line each.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut last = "";
        for ((name, labels), count) in &*self.counters() {
            if *name != last {
                let _ = writeln!(text, "# TYPE {name} counter");
                last = name;
            }
            let [(one, first), (other, second)] = labels;
            let _ = writeln!(
                text,
                "{name}{{{one}=\"{first}\",{other}=\"{second}\"}} {count}"
            );
        }
        text
    }

    fn add(&self, name: &'static str, labels: [(&'static str, &str); 2], amount: f64) {
        let labels = labels.map(|(label, value)| (label, value.to_owned()));
        *self.counters().entry((name, labels)).or_default() += amount;
    }

    fn counters(&self) -> std::sync::MutexGuard<'_, BTreeMap<Series, f64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for &'static Metrics {
    fn request(&self, request: &RequestObserved<'_>) {
        let class = match request.status.as_u16() / 100 {
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        let labels = [
            ("route", request.route.unwrap_or("none")),
            ("status", class),
        ];
        self.add("widgets_requests_total", labels, 1.0);
        let seconds = request.took.as_secs_f64();
        self.add("widgets_request_seconds_total", labels, seconds);
    }

    fn sign_in(&self, sign_in: &SignInObserved) {
        let (method, outcome) = (sign_in.method.as_str(), sign_in.outcome.key());
        let labels = [("method", method), ("outcome", outcome)];
        self.add("widgets_sign_ins_total", labels, 1.0);
    }

    fn delivery(&self, delivery: &DeliveryObserved<'_>) {
        let topic = if delivery.topic == "mail" {
            "mail"
        } else {
            "event"
        };
        let labels = [("topic", topic), ("outcome", delivery.outcome.key())];
        self.add("widgets_deliveries_total", labels, 1.0);
    }

    fn sweep(&self, sweep: &SweepObserved) {
        let labels = [("store", sweep.store), ("kind", "expired")];
        // Counters stay far below what a double holds exactly.
        #[allow(clippy::cast_precision_loss, reason = "a batch is a few hundred rows")]
        self.add("widgets_swept_rows_total", labels, sweep.removed as f64);
    }
}
