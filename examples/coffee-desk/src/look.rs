//! The colours of Coffee Desk, the same as in `style.css`.

use widgets_core::ui::{Colour, Theme};

/// The theme of the account pages and of mails.
pub(crate) fn theme() -> Theme {
    let mut theme = Theme::default().accent(Colour::rgb(0x8a_3b_12));
    let light = &mut theme.light;
    light.ink = Colour::rgb(0x2b_1d_14);
    light.quiet = Colour::rgb(0x6d_5a_4c);
    light.ground = Colour::rgb(0xfb_f6_ef);
    light.paper = Colour::rgb(0xff_fd_fa);
    light.line = Colour::rgb(0xe6_d9_c8);
    light.border = Colour::rgb(0x94_80_6e);
    let dark = &mut theme.dark;
    dark.accent = Colour::rgb(0xf0_a3_6b);
    dark.accent_text = Colour::rgb(0x24_13_0a);
    dark.ink = Colour::rgb(0xf1_e6_da);
    dark.quiet = Colour::rgb(0xb9_a8_97);
    dark.ground = Colour::rgb(0x19_13_10);
    dark.paper = Colour::rgb(0x22_1a_15);
    dark.line = Colour::rgb(0x3a_2d_25);
    dark.border = Colour::rgb(0x87_75_6a);
    theme
}
