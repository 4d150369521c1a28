//! Pages.

use maud::{Markup, html};

use super::model::{NamesForm, PreferencesForm, Shown};
use crate::context::RequestCtx;
use crate::http::FieldErrors;
use crate::ui::{
    Avatar, Buffer, Card, Choice, ChoiceGroup, FactRow, Field, FieldKind, Head, IconRow,
    LinkButton, LinkRole, Page, Slot, lazy,
};

pub(super) fn show(ctx: &RequestCtx, shown: &Shown) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.profile_title();
    let body = html! {
        (ui.head(&Head::new(title, words.profile_lead()).inside(ctx.is_fragment())))
        (ui.card(&Card::rows(appearance(ctx, shown))))
        (ui.card(&Card::rows(choices(ctx, shown)).title(words.profile_preferences())))
    };
    Page::new(title, body)
}

fn appearance(ctx: &RequestCtx, shown: &Shown) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let called = &shown.called;
    let facts: Vec<String> = shown
        .email
        .iter()
        .filter(|own| *own != called)
        .cloned()
        .collect();
    let avatar = ui.avatar(Avatar::person(called).large());
    let names = &shown.profile.names;
    let name = |key, name: String, (add, edit), field: &str| {
        let path = format!("/profile/names#{}", ctx.field_id(field));
        if name.is_empty() {
            let unset = FactRow::unset(key, words.profile_not_given());
            return fact(ctx, unset, (words.profile_add(), add, &path));
        }
        // Isolated (`bdi`), because names have a writing direction of their own.
        let row = FactRow::new(key, html! { bdi { (name) } });
        fact(ctx, row, (words.profile_edit(), edit, &path))
    };
    let own = (words.profile_add_name(), words.profile_edit_name());
    let shown_as = (
        words.profile_add_display_name(),
        words.profile_edit_display_name(),
    );
    html! {
        (ui.icon_row(&IconRow::new(called).avatar(Slot::of(&avatar)).facts(&facts)))
        (name(words.profile_name(), names.full(), own, "given_name"))
        (name(
            words.profile_display_name(),
            names.display_name.to_string(),
            shown_as,
            "display_name",
        ))
    }
}

fn choices(ctx: &RequestCtx, shown: &Shown) -> Markup {
    let words = ctx.messages().words();
    let change = words.profile_change();
    let (language, zone) = (
        words.profile_change_language(),
        words.profile_change_time_zone(),
    );
    let to = |field| format!("/profile/preferences#{}", ctx.field_id(field));
    let (at_language, at_zone) = (to("language"), to("time_zone"));
    let to_language = (change, language, at_language.as_str());
    let to_zone = (change, zone, at_zone.as_str());
    let (language, zone) = (language_name(ctx, shown), zone_name(ctx, shown));
    let language = FactRow::new(words.profile_language(), html! { (language) });
    let known = ctx.has_zone() || shown.profile.preferences.time_zone.is_some();
    let zone = if known {
        FactRow::new(words.profile_time_zone(), html! { (zone) })
    } else {
        FactRow::unset(words.profile_time_zone(), &zone)
    };
    html! { (fact(ctx, language, to_language)) (fact(ctx, zone, to_zone)) }
}

/// A value with a link to change it: visible label, accessible name, and path.
fn fact(ctx: &RequestCtx, row: FactRow<'_>, (label, about, path): (&str, &str, &str)) -> Markup {
    let ui = ctx.elements();
    let href = ctx.link(path);
    let link = LinkButton::quiet(label, &href, about).role(LinkRole::Edits);
    ui.fact_row(&row.action(Slot::of(&ui.link_button(&link))))
        .into()
}

fn language_name(ctx: &RequestCtx, shown: &Shown) -> String {
    let words = ctx.messages().words();
    let chosen = shown.profile.preferences.language.as_ref();
    let chosen = chosen.and_then(|tag| ctx.app().locales().find(|(own, _)| *own == tag));
    chosen.map_or_else(
        || words.profile_automatic(words.language_name()),
        |(_, name)| name.to_owned(),
    )
}

fn zone_name(ctx: &RequestCtx, shown: &Shown) -> String {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let name = match &shown.profile.preferences.time_zone {
        // The zone is known only to another version, so its current time is unknown.
        Some(zone) if zone.zone().is_none() => return zone.to_string(),
        Some(zone) => zone.to_string(),
        None if !ctx.has_zone() => return words.profile_zone_unset(messages.zone_name()),
        None => words.profile_automatic(messages.zone_name()),
    };
    words.profile_zone_now(name, messages.clock(ctx.now()))
}

pub(super) fn names(ctx: &RequestCtx, form: &NamesForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let hint = words.profile_display_name_hint();
    let field = |name, label, kind, value, hint| {
        let field = ctx
            .field(name, label)
            .kind(kind)
            .value(value)
            .errors(errors)
            .optional()
            .focus_if(errors.iter().next().is_some_and(|own| own.field == name));
        ui.field(Field { hint, ..field })
    };
    let fields = html! {
        (field("given_name", words.profile_given_name(), FieldKind::GivenName, &form.given_name, None))
        (field("middle_name", words.profile_middle_name(), FieldKind::MiddleName, &form.middle_name, None))
        (field("family_name", words.profile_family_name(), FieldKind::FamilyName, &form.family_name, None))
        (field(
            "display_name",
            words.profile_display_name(),
            FieldKind::Nickname,
            &form.display_name,
            Some(hint),
        ))
    };
    let (title, lead) = (words.profile_names_title(), words.profile_names_lead());
    let form = ctx.form("/profile/names").fields(fields);
    ctx.editing((title, lead), form, "/profile", errors)
}

pub(super) fn preferences(ctx: &RequestCtx, form: &PreferencesForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let fields = lazy(|out| {
        language_select(ctx, form, errors, out);
        zone_select(ctx, form, errors, out);
    });
    let (title, lead) = (
        words.profile_preferences_title(),
        words.profile_preferences_lead(),
    );
    let form = ctx.form("/profile/preferences").fields(Slot::of(&fields));
    ctx.editing((title, lead), form, "/profile", errors)
}

fn language_select(
    ctx: &RequestCtx,
    form: &PreferencesForm,
    errors: &FieldErrors,
    out: &mut Buffer<'_>,
) {
    let words = ctx.messages().words();
    let automatic = words.profile_automatic_alone();
    let mut choices = vec![Choice {
        value: "",
        label: automatic,
    }];
    choices.extend(form.languages.iter().map(|own| Choice {
        value: own.tag.as_str(),
        label: &own.name,
    }));
    let (label, hint) = (words.profile_language(), words.profile_language_hint());
    let select = ctx
        .select("language", label, &choices)
        .chosen(&form.language);
    out.write(ctx.elements().select(select.hint(hint).errors(errors)));
}

fn zone_select(
    ctx: &RequestCtx,
    form: &PreferencesForm,
    errors: &FieldErrors,
    out: &mut Buffer<'_>,
) {
    let words = ctx.messages().words();
    let automatic = words.profile_automatic(ctx.automatic_zone_name());
    let chosen = form.time_zone.as_str();
    let mut choices = vec![
        Choice {
            value: "",
            label: &automatic,
        },
        Choice {
            value: "UTC",
            label: "UTC",
        },
    ];
    let mut places = form.time_zones.iter().flat_map(|area| &area.zones);
    let listed = places.any(|place| place.name.as_str() == chosen);
    if !listed && !chosen.is_empty() && chosen != "UTC" {
        choices.push(Choice {
            value: chosen,
            label: chosen,
        });
    }
    let areas = form.time_zones.iter().map(|area| {
        let zones = area.zones.iter();
        let zones = zones.map(|own| Choice {
            value: own.name.as_str(),
            label: &own.place,
        });
        (area_name(ctx, area.area), zones.collect::<Vec<_>>())
    });
    let areas: Vec<_> = areas.collect();
    let groups: Vec<_> = areas
        .iter()
        .map(|(label, choices)| ChoiceGroup { label, choices })
        .collect();
    let (label, hint) = (words.profile_time_zone(), words.profile_time_zone_hint());
    let select = ctx
        .select("time_zone", label, &choices)
        .groups(&groups)
        .chosen(chosen);
    out.write(ctx.elements().select(select.hint(hint).errors(errors)));
}

fn area_name<'a>(ctx: &'a RequestCtx, area: &'a str) -> &'a str {
    let words = ctx.messages().words();
    match area {
        "Africa" => words.profile_area_africa(),
        "America" => words.profile_area_america(),
        "Antarctica" => words.profile_area_antarctica(),
        "Arctic" => words.profile_area_arctic(),
        "Asia" => words.profile_area_asia(),
        "Atlantic" => words.profile_area_atlantic(),
        "Australia" => words.profile_area_australia(),
        "Europe" => words.profile_area_europe(),
        "Indian" => words.profile_area_indian(),
        "Pacific" => words.profile_area_pacific(),
        other => other,
    }
}
