//! Which spellings of an address reach one mailbox, for limits only.

use crate::types::email::EmailKey;

/// How a provider reads the part before the `@`.
struct Provider {
    /// Its domains, of which each address works at all; the first one stands for them.
    domains: &'static [&'static str],
    /// Characters that it ignores.
    ignores: &'static [char],
    /// A character besides `+` that begins a tag.
    tag: Option<char>,
}

/// What the largest providers document, as of 2026.
const PROVIDERS: [Provider; 6] = [
    Provider {
        domains: &["gmail.com", "googlemail.com"],
        ignores: &['.'],
        tag: None,
    },
    Provider {
        domains: &["icloud.com", "me.com", "mac.com"],
        ignores: &[],
        tag: None,
    },
    Provider {
        domains: &["proton.me", "protonmail.com", "pm.me", "protonmail.ch"],
        ignores: &['.', '-', '_'],
        tag: None,
    },
    Provider {
        domains: &["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz"],
        ignores: &['.', '-'],
        tag: None,
    },
    Provider {
        domains: &["yahoo.com", "ymail.com", "rocketmail.com"],
        ignores: &[],
        tag: Some('-'),
    },
    Provider {
        domains: &["fastmail.com", "fastmail.fm"],
        ignores: &[],
        tag: None,
    },
];

/// The mailbox of an address: without its `+` tag, and without what its provider ignores, so that
/// spellings do not multiply a quota. Two mailboxes that are taken for one share a quota, which does less
/// harm than one that is mailed without end; an account is never found by this.
pub(super) fn mailbox(email: &EmailKey) -> String {
    let text = email.as_str();
    let local = text.rsplit_once('@').map_or(text, |(local, _)| local);
    let domain = email.domain();
    let provider = PROVIDERS.iter().find(|own| own.domains.contains(&domain));
    let local = before(local, '+');
    let Some(provider) = provider else {
        return format!("{local}@{domain}");
    };
    let local = provider.tag.map_or(local, |tag| before(local, tag));
    let folded: String = local
        .chars()
        .filter(|one| !provider.ignores.contains(one))
        .collect();
    let domain = provider.domains.first().copied().unwrap_or(domain);
    format!("{folded}@{domain}")
}

/// What stands before a tag, unless that is nothing.
fn before(local: &str, tag: char) -> &str {
    match local.split_once(tag) {
        Some((name, _)) if !name.is_empty() => name,
        _ => local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::email::Email;

    fn of(text: &str) -> String {
        mailbox(Email::parse(text).unwrap().key())
    }

    #[test]
    fn attack_050_a_tag_makes_no_other_mailbox() {
        assert_eq!(of("Maren+7@nordlicht.example"), "maren@nordlicht.example");
        assert_eq!(of("maren+a+b@nordlicht.example"), "maren@nordlicht.example");
        assert_eq!(of("maren@nordlicht.example"), "maren@nordlicht.example");
        assert_eq!(of("+a@nordlicht.example"), "+a@nordlicht.example");
    }

    #[test]
    fn attack_050_spellings_that_a_provider_ignores_make_no_other_mailbox() {
        let maren = "marenokafor@gmail.com";
        for spelled in [
            "maren.okafor@gmail.com",
            "m.a.r.e.n.okafor+x@googlemail.com",
            "MarenOkafor@GMail.com",
        ] {
            assert_eq!(of(spelled), maren, "{spelled}");
        }
        assert_eq!(of("maren_o-k.afor@pm.me"), "marenokafor@proton.me");
        assert_eq!(of("maren-o.kafor@ya.ru"), "marenokafor@yandex.ru");
        assert_eq!(of("maren-shop@yahoo.com"), "maren@yahoo.com");
        // Elsewhere a dot may tell two people apart.
        assert_eq!(
            of("maren.okafor@nordlicht.example"),
            "maren.okafor@nordlicht.example"
        );
    }
}
