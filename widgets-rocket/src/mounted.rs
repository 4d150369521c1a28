//! Mounts the route table as Rocket routes.

use rocket::http::Method;
use rocket::route::{self, Handler};
use rocket::{Data, Request, Response};
use widgets_core::Widgets;
use widgets_core::request::BodyFault;

use crate::kept::Kept;
use crate::{convert, identity};

const METHODS: [Method; 9] = [
    Method::Get,
    Method::Head,
    Method::Post,
    Method::Put,
    Method::Delete,
    Method::Options,
    Method::Patch,
    Method::Trace,
    Method::Connect,
];

/// Rank before all routes of the host without a rank of their own.
const FIRST: isize = -1_000_000;
/// Rank after all routes of the host.
const LAST: isize = isize::MAX;

/// Handles the requests of one path; without `index`, responds with 404.
#[derive(Clone)]
struct Answering {
    widgets: Widgets,
    uri: String,
    /// How many segments the mounted prefix has.
    prefix: usize,
    index: Option<usize>,
}

#[rocket::async_trait]
impl Handler for Answering {
    async fn handle<'r>(&self, request: &'r Request<'_>, mut data: Data<'r>) -> route::Outcome<'r> {
        let fits = fits(&self.uri, request.uri().path().as_str());
        let route = self.index.filter(|_| fits);
        let route = route.and_then(|index| self.widgets.routes().get(index));
        let broke_off = convert::broke_off(&mut data).await;
        let method = convert::method_as_sent(request, &mut data).await;
        let mut asked = convert::request(request, method);
        asked.prefix = Some(first_segments(&asked.path, self.prefix));
        let limit = route.map_or(0, |route| route.body_limit(&asked.method));
        asked.body = if broke_off {
            Err(BodyFault::Broken)
        } else {
            convert::body(data, limit).await
        };
        let work = async |asked| self.widgets.handle(route, asked).await;
        let answer = identity::answering(request, asked, work).await;
        let status = convert::status(answer.status());
        Kept::of(request).end(answer);
        route::Outcome::Success(Response::build().status(status).finalize())
    }
}

/// All routes below a prefix.
pub(crate) fn routes(widgets: &Widgets, prefix: &str) -> Vec<rocket::Route> {
    let mut paths: Vec<(usize, &str)> = widgets
        .routes()
        .iter()
        .map(|route| route.path())
        .enumerate()
        .collect();
    // Literal segments before parameters, as other frameworks route.
    paths.sort_by_key(|(_, path)| {
        let parts = path.split('/').map(|part| part.starts_with('{'));
        parts.collect::<Vec<bool>>()
    });
    let mut routes = Vec::new();
    for (rank, (index, path)) in (FIRST..).zip(paths) {
        let path = path
            .trim_end_matches('/')
            .replace('{', "<")
            .replace('}', ">");
        let uri = format!("{prefix}{path}");
        let uri = if uri.is_empty() { "/".to_owned() } else { uri };
        routes.extend(mount(widgets, &uri, prefix, Some(index), rank));
    }
    // At the root, all other paths are the host's.
    if !prefix.is_empty() {
        let uri = format!("{prefix}/<widgets_rest..>");
        routes.extend(mount(widgets, &uri, prefix, None, LAST));
    }
    routes
}

fn mount(
    widgets: &Widgets,
    uri: &str,
    prefix: &str,
    index: Option<usize>,
    rank: isize,
) -> impl Iterator<Item = rocket::Route> {
    let answering = Answering {
        widgets: widgets.clone(),
        uri: uri.to_owned(),
        prefix: prefix.matches('/').count(),
        index,
    };
    METHODS.into_iter().map(move |method| {
        let mut route = rocket::Route::ranked(rank, method, &answering.uri, answering.clone());
        route.name = Some("widgets".into());
        route
    })
}

/// The first segments of a path.
fn first_segments(path: &str, segments: usize) -> String {
    let end = path.match_indices('/').map(|(at, _)| at).nth(segments);
    let own = end.and_then(|end| path.get(..end)).unwrap_or(path);
    own.to_owned()
}

/// Whether a prefix can be mounted: empty, or words and `<parameters>`, each after a slash.
pub(crate) fn is_prefix(prefix: &str) -> bool {
    let word = |word: &str| {
        let letter = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
        !word.is_empty() && word.bytes().all(letter)
    };
    let part = |part: &str| match part.strip_prefix('<') {
        Some(name) => name.strip_suffix('>').is_some_and(|name| {
            word(name) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        }),
        None => word(part),
    };
    prefix.is_empty()
        || prefix
            .strip_prefix('/')
            .is_some_and(|rest| rest.split('/').all(part))
}

/// Whether a path is in the exact spelling of the route. Rocket also matches doubled slashes and
/// needless percent-encoding; core and the other adapters do not.
fn fits(uri: &str, path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    let own = uri.split('/').skip(1).filter(|own| !own.is_empty());
    let mut parts = path.split('/').skip(1);
    let same = own.into_iter().all(|own| {
        parts.next().is_some_and(|part| {
            if own.starts_with('<') {
                !part.is_empty()
            } else {
                own == part
            }
        })
    });
    same && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_spelled_as_mounted_fit() {
        assert!(fits("/", "/"));
        assert!(fits("/account", "/account/"));
        assert!(fits("/t/<tenant>/account/o/<o>", "/t/a%20b/account/o/x"));
        assert!(!fits("/", "//"));
        assert!(!fits("/account", "//account"));
        assert!(!fits("/account", "/account//"));
        assert!(!fits("/account", "/%61ccount"));
        assert!(!fits("/o/<o>", "/o//"));
    }

    #[test]
    fn prefixes_are_words_and_parameters() {
        for prefix in ["", "/account", "/t/<tenant>/account", "/~me/a.b-c_d"] {
            assert!(is_prefix(prefix), "{prefix}");
        }
        for prefix in [
            "account", "/", "/a//b", "/a/", "/<a..>", "/<>", "/{a}", "/ä", "/a?b",
        ] {
            assert!(!is_prefix(prefix), "{prefix}");
        }
    }
}
