//! HTML bodies of mails.

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Block, MailPage};
use crate::ui::{Avatar, Palette, Scheme};

const MONO: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace";

impl MailPage<'_> {
    /// The mail as a document without external resources.
    pub(crate) fn html(&self) -> Markup {
        let look = Look::of(self);
        html! {
            (DOCTYPE)
            html lang=(self.language) dir=(self.direction.as_str()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content=(self.theme.scheme.css());
                    meta name="supported-color-schemes" content=(self.theme.scheme.css());
                    title { (self.title) }
                    @if let Some(dark) = look.dark_style() { style { (PreEscaped(dark)) } }
                }
                body class="ground" style=(look.body()) {
                    table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style=(look.ground()) {
                        tr { td align="center" style="padding:32px 16px" {
                            table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:480px" {
                                tr { td style="padding:0 4px 16px" { (self.bar(&look)) } }
                                tr { td class="paper" style=(look.card()) {
                                    h1 class="ink" style=(look.title()) { (self.title) }
                                    @for block in &self.blocks { (look.block(block)) }
                                } }
                                tr { td class="quiet" style=(look.footer()) { (self.footer) } }
                            }
                        } }
                    }
                }
            }
        }
    }

    /// The application's initials, as on pages, and its name.
    fn bar(&self, look: &Look<'_>) -> Markup {
        html! {
            table role="presentation" cellpadding="0" cellspacing="0" border="0" {
                tr {
                    @if !self.has_logo {
                        td class="mark" align="center" width="32" height="32" style=(look.mark()) {
                            (Avatar::person(self.name).initials())
                        }
                    }
                    td class="ink" style=(look.name(self.has_logo)) { (self.name) }
                }
            }
        }
    }
}

/// Inline styles of all parts, in the colours for clients without dark mode.
struct Look<'a> {
    colours: &'a Palette,
    /// Colours for dark mode, if the reader's system decides.
    dark: Option<&'a Palette>,
    font: String,
    radius: u8,
    /// Side where lines begin: `left` or `right`.
    start: &'static str,
}

impl<'a> Look<'a> {
    fn of(page: &'a MailPage<'_>) -> Self {
        let theme = page.theme;
        let (colours, dark) = match theme.scheme {
            Scheme::System => (&theme.light, Some(&theme.dark)),
            Scheme::Light => (&theme.light, None),
            Scheme::Dark => (&theme.dark, None),
        };
        Self {
            colours,
            dark,
            font: theme.font.css(),
            radius: theme.radius,
            start: page.direction.start(),
        }
    }

    fn block(&self, block: &Block) -> Markup {
        html! {
            @match block {
                Block::Text(text) => p class="ink" style=(self.text()) { (text) },
                Block::Quiet(text) => p class="quiet" style=(self.quiet()) { (text) },
                Block::Code { label, code } => {
                    p class="quiet" style=(self.label()) { (label) }
                    // Grouped by space that is not copied.
                    @let (first, second) = code.split_at_checked(code.len() / 2).unwrap_or((code, ""));
                    p class="code" dir="ltr" style=(self.code()) {
                        (first) span style="padding-left:12px" { (second) }
                    }
                },
                Block::Button { label, href, otherwise } => {
                    table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px" {
                        tr { td class="accent" align="center" style=(self.button_ground()) {
                            a class="accent" href=(href) style=(self.button()) { (label) }
                        } }
                    }
                    p class="quiet" style=(self.quiet()) {
                        (otherwise) br;
                        a class="link" dir="ltr" href=(href) style=(self.address()) { (href) }
                    }
                },
                Block::Link { before, label, href } => p class="quiet" style=(self.quiet()) {
                    (before) " "
                    a class="link" href=(href) style=(self.link()) { (label) }
                },
            }
        }
    }

    fn body(&self) -> String {
        let Palette { ground, ink, .. } = self.colours;
        let font = &self.font;
        format!(
            "margin:0;padding:0;background:{ground};color:{ink};font-family:{font};\
             -webkit-text-size-adjust:100%"
        )
    }

    fn ground(&self) -> String {
        format!("background:{}", self.colours.ground)
    }

    fn card(&self) -> String {
        let Palette { paper, line, .. } = self.colours;
        let (radius, start) = (self.radius, self.start);
        format!(
            "padding:28px 24px 16px;background:{paper};border:1px solid {line};\
             border-radius:{radius}px;text-align:{start}"
        )
    }

    fn mark(&self) -> String {
        let (ink, ground) = (self.colours.ink, self.colours.avatar());
        let (font, radius) = (&self.font, self.radius.min(6));
        format!(
            "width:32px;height:32px;background:{ground};color:{ink};font:600 12px {font};\
             border-radius:{radius}px"
        )
    }

    fn name(&self, alone: bool) -> String {
        let (ink, font) = (self.colours.ink, &self.font);
        let padding = if alone { "0" } else { "0 10px" };
        format!("padding:{padding};color:{ink};font:600 15px/1.4 {font}")
    }

    fn title(&self) -> String {
        let (ink, font) = (self.colours.ink, &self.font);
        format!("margin:0 0 12px;color:{ink};font:600 20px/1.35 {font}")
    }

    fn text(&self) -> String {
        let (ink, font) = (self.colours.ink, &self.font);
        format!("margin:0 0 20px;color:{ink};font:400 15px/1.55 {font}")
    }

    fn quiet(&self) -> String {
        let (quiet, font) = (self.colours.quiet, &self.font);
        format!("margin:0 0 14px;color:{quiet};font:400 13px/1.55 {font}")
    }

    fn label(&self) -> String {
        let (quiet, font) = (self.colours.quiet, &self.font);
        format!("margin:0 0 6px;color:{quiet};font:400 13px/1.4 {font}")
    }

    fn code(&self) -> String {
        let Palette {
            ink, ground, line, ..
        } = self.colours;
        let radius = self.radius;
        format!(
            "margin:0 0 24px;padding:14px 12px;background:{ground};border:1px solid {line};\
             border-radius:{radius}px;color:{ink};font:600 28px/1.2 {MONO};letter-spacing:6px;\
             text-align:center"
        )
    }

    fn button_ground(&self) -> String {
        let (accent, radius) = (self.colours.accent, self.radius);
        format!("background:{accent};border-radius:{radius}px")
    }

    fn button(&self) -> String {
        let (ink, font) = (self.colours.accent_text, &self.font);
        // In dark mode the button has a background of its own, so it needs its own corners.
        let radius = self.radius;
        format!(
            "display:inline-block;padding:11px 20px;border-radius:{radius}px;color:{ink};font:600 15px/1.4 {font};\
             text-decoration:none"
        )
    }

    fn link(&self) -> String {
        format!("color:{};text-decoration:underline", self.colours.accent)
    }

    fn address(&self) -> String {
        format!("{};word-break:break-all", self.link())
    }

    fn footer(&self) -> String {
        let Palette { quiet, .. } = self.colours;
        let (font, start) = (&self.font, self.start);
        format!("padding:16px 4px 0;color:{quiet};font:400 12px/1.5 {font};text-align:{start}")
    }

    /// The style sheet for dark mode, if the reader's system decides.
    fn dark_style(&self) -> Option<String> {
        let Palette {
            accent,
            accent_text,
            ink,
            quiet,
            ground,
            paper,
            line,
            ..
        } = self.dark?;
        let mark = self.dark?.avatar();
        let mut style = String::from(":root{color-scheme:light dark}");
        // Writing to a String cannot fail.
        let _ = write!(
            style,
            "@media(prefers-color-scheme:dark){{\
             .ground{{background:{ground}!important}}\
             .paper{{background:{paper}!important;border-color:{line}!important}}\
             .ink{{color:{ink}!important}}\
             .quiet{{color:{quiet}!important}}\
             .code{{background:{ground}!important;border-color:{line}!important;color:{ink}!important}}\
             .mark{{background:{mark}!important;color:{ink}!important}}\
             .accent{{background:{accent}!important;color:{accent_text}!important}}\
             .link{{color:{accent}!important}}}}"
        );
        Some(style)
    }
}
