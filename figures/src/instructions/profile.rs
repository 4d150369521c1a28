//! Reads what callgrind wrote: instructions by function, and calls of the allocator.

use std::collections::BTreeMap;

/// What instructions are spent on, by the function that spends them. What is inlined counts for
/// the function it is inlined into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Pages,
    Messages,
    Core,
    Store,
    Cryptography,
    Libraries,
    Standard,
    System,
}

impl Part {
    pub(crate) const ALL: [Self; 8] = [
        Self::Pages,
        Self::Messages,
        Self::Core,
        Self::Store,
        Self::Cryptography,
        Self::Libraries,
        Self::Standard,
        Self::System,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pages => "views, elements and layout",
            Self::Messages => "messages, dates",
            Self::Core => "the rest of core: reading requests, guard, flows, responding",
            Self::Store => "store, with SQLite and its driver",
            Self::Cryptography => "hashes and MACs, without instructions of the processor for them",
            Self::Libraries => "framework and other libraries",
            Self::Standard => "functions of Rust's standard library",
            Self::System => "C library: allocating, copying",
        }
    }

    fn of(function: &str, object: &str) -> Self {
        let function = function.trim_start_matches(['<', '&', '(', '[', '*']);
        if object.contains(".so") {
            return Self::System;
        }
        let pages = ["widgets_core::ui::", "widgets_core::server::pages::"];
        let view = function.starts_with("widgets_core::widgets::") && function.contains("::view::");
        if view || pages.iter().any(|own| function.starts_with(own)) {
            return Self::Pages;
        }
        if function.starts_with("widgets_core::i18n::") {
            return Self::Messages;
        }
        let crate_name = function
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .next()
            .unwrap_or_default();
        match crate_name {
            "maud" => Self::Pages,
            "fluent_typed" | "fluent_bundle" | "fluent_syntax" | "intl_pluralrules"
            | "intl_memoizer" | "unic_langid_impl" | "jiff" => Self::Messages,
            "widgets_core" | "widgets_axum" => Self::Core,
            "widgets_storage" | "rusqlite" => Self::Store,
            own if own.starts_with("sqlx") => Self::Store,
            "sha2" | "hmac" | "hkdf" | "digest" | "block_buffer" | "chacha20poly1305" => {
                Self::Cryptography
            }
            "alloc" | "core" | "std" | "hashbrown" | "T" => Self::Standard,
            own if own.starts_with("__rust") => Self::Standard,
            // Functions of C that are not in a library of the system.
            own if own == function => Self::Store,
            _ => Self::Libraries,
        }
    }
}

/// Functions that allocate.
const ALLOCATORS: [&str; 4] = ["malloc", "calloc", "realloc", "posix_memalign"];

/// Instructions by function, and allocations.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    functions: BTreeMap<(String, String), u64>,
    pub(crate) allocations: u64,
}

impl Profile {
    /// The format is described at <https://valgrind.org/docs/manual/cl-format.html>; names and
    /// positions are not compressed.
    pub(crate) fn read(text: &str) -> Self {
        let mut profile = Self::default();
        let (mut object, mut function) = (String::new(), String::new());
        let mut called = "";
        // After `calls=` comes the cost of the call, which counts for the function called.
        let mut calling = false;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("ob=") {
                name.clone_into(&mut object);
            } else if let Some(name) = line.strip_prefix("fn=") {
                name.clone_into(&mut function);
            } else if let Some(name) = line.strip_prefix("cfn=") {
                called = name;
            } else if let Some(calls) = line.strip_prefix("calls=") {
                calling = true;
                if ALLOCATORS.contains(&called) {
                    let count = calls.split(' ').next().unwrap_or_default();
                    profile.allocations += count.parse::<u64>().unwrap();
                }
            } else if line.starts_with(|first: char| first.is_ascii_digit())
                && !std::mem::take(&mut calling)
            {
                let cost = line.split(' ').nth(1).unwrap_or_default();
                let of = (function.clone(), object.clone());
                *profile.functions.entry(of).or_default() += cost.parse::<u64>().unwrap();
            }
        }
        profile
    }

    /// What one of `requests` costs, which this profile has more of than the shorter one.
    pub(crate) fn less(mut self, shorter: &Self, requests: u64) -> Self {
        for (function, cost) in &mut self.functions {
            let other = shorter.functions.get(function).copied().unwrap_or_default();
            *cost = cost.saturating_sub(other) / requests;
        }
        self.allocations = (self.allocations - shorter.allocations) / requests;
        self
    }

    pub(crate) fn instructions(&self) -> u64 {
        self.functions.values().sum()
    }

    pub(crate) fn of(&self, part: Part) -> u64 {
        let functions = self.functions.iter();
        functions
            .filter(|((function, object), _)| Part::of(function, object) == part)
            .map(|(_, cost)| cost)
            .sum()
    }
}
