//! A widget with a row for every kind of access, whose actions only count.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use maud::html;
use serde_json::json;
use widgets_core::route::Access;
use widgets_core::stores::Quota;
use widgets_core::ui::Page;
use widgets_core::{
    Answer, Context, Entitlement, Input, OrgCtx, Permission, Problem, Row, UserCtx, Visit, Widget,
};

/// The host's own permission.
pub const BREW: Permission = Permission::new("coffee:brew");
/// The host's own feature.
pub const GRINDER: Entitlement = Entitlement::new("grinder");

/// What the probe's actions did.
#[derive(Debug, Default)]
pub struct Probe {
    ran: AtomicU64,
}

impl Probe {
    /// How often an action of the probe ran.
    pub fn ran(&self) -> u64 {
        self.ran.load(Ordering::SeqCst)
    }
}

/// A pair of rows, a page and an action, behind one kind of access.
macro_rules! pair {
    ($rows:ident, $probe:ident, $read:literal, $write:literal, $path:literal, $context:ty, $access:expr) => {{
        let (read, write) = ($probe.clone(), $probe.clone());
        $rows.push(Row::get(
            $read,
            $path,
            $access,
            move |ctx: $context, input| ran::<$context>(read.clone(), ctx, input),
        ));
        $rows.push(Row::post(
            $write,
            $path,
            $access,
            move |ctx: $context, input| ran::<$context>(write.clone(), ctx, input),
        ));
    }};
}

async fn ran<C: Context>(probe: Arc<Probe>, _: C, input: Input) -> Result<Answer, Problem> {
    probe.ran.fetch_add(1, Ordering::SeqCst);
    let echo: Vec<String> = ["id", "role", "user"]
        .map(|name| input.body().get(name).into())
        .into();
    Ok(Answer::page(
        json!({ "ran": true, "echo": echo }),
        |_, _| Page::new("Probe", html! { p { "The probe ran." } }),
    ))
}

/// The widget.
pub fn widget(probe: Arc<Probe>) -> Widget {
    let mut rows = Vec::new();
    let member = || Access::member();
    pair!(
        rows,
        probe,
        "probe.anyone",
        "probe.do_anyone",
        "/probe/anyone",
        Visit,
        Access::anyone()
    );
    pair!(
        rows,
        probe,
        "probe.user",
        "probe.do_user",
        "/probe/user",
        UserCtx,
        Access::user()
    );
    pair!(
        rows,
        probe,
        "probe.fresh",
        "probe.do_fresh",
        "/probe/fresh",
        UserCtx,
        Access::user().fresh()
    );
    pair!(
        rows,
        probe,
        "probe.limited",
        "probe.do_limited",
        "/probe/limited",
        Visit,
        Access::anyone().limit(Quota::new(3, Duration::from_secs(60)))
    );
    pair!(
        rows,
        probe,
        "probe.member",
        "probe.do_member",
        "/probe/o/{organization}/member",
        OrgCtx,
        member()
    );
    pair!(
        rows,
        probe,
        "probe.permitted",
        "probe.do_permitted",
        "/probe/o/{organization}/permitted",
        OrgCtx,
        member().permission(BREW)
    );
    pair!(
        rows,
        probe,
        "probe.entitled",
        "probe.do_entitled",
        "/probe/o/{organization}/entitled",
        OrgCtx,
        member().entitlement(GRINDER)
    );
    pair!(
        rows,
        probe,
        "probe.strict",
        "probe.do_strict",
        "/probe/o/{organization}/strict",
        OrgCtx,
        member().permission(BREW).entitlement(GRINDER).fresh()
    );
    rows.push(Row::get(
        "probe.panic",
        "/probe/panic",
        Access::anyone(),
        |_: Visit, _| async { panic!("SELECT secret FROM probe") },
    ));
    rows.push(Row::post(
        "probe.do_panic",
        "/probe/panic",
        Access::anyone(),
        |_: Visit, _| async { panic!("SELECT secret FROM probe") },
    ));
    rows.push(Row::get(
        "probe.panic_view",
        "/probe/panic-view",
        Access::anyone(),
        |_: Visit, _| async { Ok(Answer::page((), |_, ()| panic!("SELECT secret FROM view"))) },
    ));
    Widget::new("probe", rows)
}
