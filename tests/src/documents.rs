//! The documents whose Rust examples are compiled: every fenced `rust` block is a doctest of this crate,
//! exactly as it stands in the file.

macro_rules! compiled {
    ($($name:ident: $file:literal,)+) => {
        /// Their paths in the repository.
        pub const COMPILED: &[&str] = &[$($file),+];

        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("../../", $file))]
            pub struct $name;
        )+
    };
}

compiled! {
    Readme: "README.md",
    Access: "docs/access.md",
    BackEnd: "docs/back-end.md",
    Fragments: "docs/fragments.md",
    Hooks: "docs/hooks.md",
    Languages: "docs/languages.md",
    Mail: "docs/mail.md",
    OwnLook: "docs/own-look.md",
    OwnSignIn: "docs/own-sign-in.md",
    OwnUsers: "docs/own-users.md",
    OwnWidget: "docs/own-widget.md",
    Permissions: "docs/permissions.md",
    Production: "docs/production.md",
    Programs: "docs/programs.md",
    Proxies: "docs/proxies.md",
    SecondFactors: "docs/second-factors.md",
    SignUp: "docs/sign-up.md",
    Storage: "docs/storage.md",
    StyleSheets: "docs/style-sheets.md",
    Testing: "docs/testing.md",
}
