//! A widget with endpoints for every kind of access, whose actions only count.

use crate::prelude::*;
use maud::html;
use widgets_core::stores::Quota;
use widgets_core::ui::Page;
use widgets_core::{Context, Entitlement, OrgCtx};

use super::acting::acting;

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

/// A page and an action behind each kind of access, as `<name>` and `do_<name>`.
macro_rules! pairs {
    ($widget:expr, $probe:ident, $($name:literal $path:literal $context:ty: $access:expr;)+) => {{
        $widget$(
            .get($name, $path, $access, {
                let probe = $probe.clone();
                move |ctx: $context, input| ran::<$context>(probe.clone(), ctx, input)
            })
            .post(concat!("do_", $name), $path, $access, {
                let probe = $probe.clone();
                acting(move |ctx: $context, input| ran::<$context>(probe.clone(), ctx, input))
            })
        )+
    }};
}

async fn ran<C: Context>(probe: Arc<Probe>, _: C, input: Input<(), Fields>) -> AnswerResult<Value> {
    probe.ran.fetch_add(1, Ordering::SeqCst);
    let echo: Vec<String> = ["id", "role", "user"]
        .map(|name| input.fields.get(name).into())
        .into();
    Ok(Answer::page(
        json!({ "ran": true, "echo": echo }),
        |_, _| Page::new("Probe", html! { p { "The probe ran." } }),
    ))
}

/// The widget.
pub fn widget(probe: Arc<Probe>) -> Widget {
    let widget = Widget::new("probe");
    let (anyone, user, member) = (Access::anyone, Access::user, Access::member);
    let limited = || anyone().limit(Quota::new(3, Duration::from_secs(60)));
    let brew = || member().permission(BREW);
    let widget = pairs! { widget, probe,
        "anyone" "/probe/anyone" RequestCtx: anyone();
        "user" "/probe/user" UserCtx: user();
        "fresh" "/probe/fresh" UserCtx: user().fresh();
        "limited" "/probe/limited" RequestCtx: limited();
        "member" "/probe/o/{organization}/member" OrgCtx: member();
        "permitted" "/probe/o/{organization}/permitted" OrgCtx: brew();
        "entitled" "/probe/o/{organization}/entitled" OrgCtx: member().entitlement(GRINDER);
        "strict" "/probe/o/{organization}/strict" OrgCtx: brew().entitlement(GRINDER).fresh();
    };
    widget
        .get("panic", "/probe/panic", anyone(), panics)
        .post("do_panic", "/probe/panic", anyone(), acting(panics))
        .get(
            "panic_view",
            "/probe/panic-view",
            anyone(),
            |_: RequestCtx, _: Input| async {
                Ok(Answer::page((), |_, ()| panic!("SELECT secret FROM view")))
            },
        )
}

async fn panics(_: RequestCtx, _: Input) -> AnswerResult<()> {
    panic!("SELECT secret FROM probe")
}
