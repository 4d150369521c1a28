//! Assertions about replies. A failed one shows the page.

use crate::harness::browser::Reply;

/// Asserts the status of a reply, and gives it back.
#[track_caller]
pub fn must_answer(status: u16, reply: Reply) -> Reply {
    reply.assert_status(status);
    reply
}

/// Asserts that a page is shown (200).
#[track_caller]
pub fn must_show(reply: Reply) -> Reply {
    must_answer(200, reply)
}

/// Asserts that a form is accepted, and leads on (303).
#[track_caller]
pub fn must_accept(reply: Reply) -> Reply {
    must_answer(303, reply)
}

/// Asserts that a form is refused for what was typed (422).
#[track_caller]
pub fn must_refuse(reply: Reply) -> Reply {
    must_answer(422, reply)
}

/// Asserts that a reply redirects to `location`.
#[track_caller]
pub fn must_lead(reply: Reply, location: &str) -> Reply {
    reply.assert_location(location);
    reply
}

/// Asserts that a reply redirects to `location`, which is to show the notice of that key.
#[track_caller]
pub fn must_tell(reply: Reply, location: &str, key: &str) -> Reply {
    reply.assert_told(location, key);
    reply
}

/// Asserts that a page says a message of the catalogue in English, with whatever values.
#[track_caller]
pub fn must_say(reply: Reply, key: &str) -> Reply {
    reply.assert_says(key);
    reply
}

impl Reply {
    /// Asserts the status.
    #[track_caller]
    pub fn assert_status(&self, status: u16) {
        assert_eq!(self.status, status, "{}: {}", self.path, self.text());
    }

    /// Asserts that it redirects to `location`.
    #[track_caller]
    pub fn assert_location(&self, location: &str) {
        let own = self.location();
        assert_eq!(own.as_deref(), Some(location), "{}", self.text());
    }

    /// Asserts that it redirects to `location`, which is to show the notice of that key.
    #[track_caller]
    pub fn assert_told(&self, location: &str, key: &str) {
        self.assert_location(location);
        assert_eq!(self.notice().as_deref(), Some(key), "{}", self.path);
    }

    /// Asserts that it redirects to an address that begins with `start`.
    #[track_caller]
    pub fn assert_location_starts(&self, start: &str) {
        let own = self.location().unwrap_or_default();
        assert!(own.starts_with(start), "{own}: {}", self.text());
    }

    /// Asserts how many elements match a selector.
    #[track_caller]
    pub fn assert_count(&self, selector: &str, count: usize) {
        assert_eq!(self.count(selector), count, "{selector}: {}", self.body);
    }

    /// Asserts that the page shows `text`, which is no message of the catalogue.
    #[track_caller]
    pub fn assert_shows(&self, text: &str) {
        assert!(self.text().contains(text), "{text}: {}", self.text());
    }

    /// Asserts that the page says a message of the catalogue in English, with whatever values.
    #[track_caller]
    pub fn assert_says(&self, key: &str) {
        self.assert_says_with(key, &[]);
    }

    /// Asserts that the page says a message of the catalogue with these values.
    #[track_caller]
    pub fn assert_says_with(&self, key: &str, values: &[(&str, &str)]) {
        assert!(self.says_with(key, values), "{key}: {}", self.text());
    }

    /// Asserts that the field of that name is marked as invalid.
    #[track_caller]
    pub fn assert_invalid(&self, field: &str) {
        self.assert_count(&format!("[name={field}][aria-invalid=true]"), 1);
    }

    /// Asserts the status and the code of a problem document (RFC 9457).
    #[track_caller]
    pub fn assert_problem(&self, status: u16, code: &str) {
        let own = (self.status.as_u16(), self.code());
        assert_eq!(own, (status, code.to_owned()), "{}", self.body);
    }

    /// Asserts that the first error of a problem document is at that field.
    #[track_caller]
    pub fn assert_error_at(&self, field: &str) {
        self.assert_status(422);
        assert_eq!(&self.json()["errors"][0]["field"], field, "{}", self.body);
    }

    /// The code of a problem document; `answered` for every other reply.
    pub fn code(&self) -> String {
        if self.header("content-type") == "application/problem+json" {
            self.json()["code"].as_str().unwrap().to_owned()
        } else {
            "answered".to_owned()
        }
    }
}
