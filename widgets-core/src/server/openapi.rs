//! The OpenAPI 3.1 document: the route table, written for programs.
//!
//! Operations, paths and access are those of the table, fields and data those of its actions and pages.
//! Static files and the document itself are left out.

use std::sync::OnceLock;

use bytes::Bytes;
use http::Method;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::problem_document::ProblemDocument;
use crate::context::{Answer, AppState, Context};
use crate::http::cookies::{BROWSER_ID, SESSION};
use crate::http::csrf::CSRF_HEADER;
use crate::http::path::parameter;
use crate::http::{FieldSchema, Input};
use crate::table::action::{Description, GoesOn};
use crate::table::{Access, Endpoint, Table, Who, Widget};

/// Path of the document below the mount path.
const PATH: &str = "/openapi.json";

const ABOUT: &str = "Ask for JSON with `Accept: application/json`; browsers get pages. Every POST needs \
    the CSRF token of `GET /csrf-token` in the header `x-csrf-token`, and the cookies that came with it. \
    What is not as asked comes as `application/problem+json` (RFC 9457).";

/// The endpoint that serves the document, to whom the host says.
pub(crate) fn endpoint<C: Context>(access: Access<C>) -> Endpoint {
    let written = OnceLock::<Bytes>::new();
    let serve = move |ctx: C, _: Input| {
        let app = ctx.as_ref().app();
        let bytes = written.get_or_init(|| document(app).to_string().into());
        let answer = Answer::document(bytes.clone());
        async move { Ok(answer) }
    };
    Endpoint::get("openapi", PATH, access, serve).within("account")
}

/// The document.
pub(crate) fn document(app: &AppState) -> Value {
    let table = Table::of(app);
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schemas = settings
        .with(|own| own.definitions_path = "/components/schemas".into())
        .into_generator();
    let mut paths = Map::new();
    let mut widgets: Vec<&str> = Vec::new();
    for endpoint in table.endpoints() {
        if endpoint.rule().is_anonymous() || endpoint.path() == PATH {
            continue;
        }
        if !widgets.contains(&endpoint.widget()) {
            widgets.push(endpoint.widget());
        }
        let signs_in = app.identity().is_none();
        let path = paths.entry(endpoint.path());
        let path = path.or_insert_with(|| json!({ "parameters": path_parameters(endpoint) }));
        let method = endpoint.method().as_str().to_ascii_lowercase();
        path[method] = operation(table, endpoint, signs_in, &mut schemas);
    }
    let problem = schemas.subschema_for::<ProblemDocument<'static>>();
    let tags: Vec<Value> = widgets.iter().map(|own| json!({ "name": own })).collect();
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": app.name(),
            "description": ABOUT,
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": if app.mount_path().is_empty() { "/" } else { app.mount_path() } }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "responses": shared_responses(&problem.to_value()),
            "securitySchemes": security_schemes(),
        },
    })
}

fn security_schemes() -> Value {
    let key = |place: &str, name: &str, description: &str| json!({ "type": "apiKey", "in": place, "name": name, "description": description });
    json!({
        "session": key("cookie", SESSION, "The session, set by signing in."),
        "visit": key("cookie", BROWSER_ID, "The browser, set with its first CSRF token."),
        "csrf": key("header", CSRF_HEADER, "The token of `GET /csrf-token`, read again after signing in."),
    })
}

fn path_parameters(endpoint: &Endpoint) -> Vec<Value> {
    let names = endpoint.path().split('/').filter_map(parameter);
    let parameter = |name| {
        let schema = json!({ "type": "string", "minLength": 1 });
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    };
    names.map(parameter).collect()
}

/// `signs_in`: sessions are the widgets' own, not those of a host that signs users in itself.
fn operation(
    table: &Table,
    endpoint: &Endpoint,
    signs_in: bool,
    schemas: &mut SchemaGenerator,
) -> Value {
    let described = endpoint.handler().describe();
    let (fields, data) = with_further(table, &described, schemas);
    let mut operation = json!({
        "operationId": endpoint.name(),
        "summary": summary(endpoint),
        "tags": [endpoint.widget()],
        "security": security(endpoint, signs_in),
        "responses": responses(endpoint, &data),
    });
    if !described.fields.docs.is_empty() {
        operation["description"] = described.fields.docs.into();
    }
    if *endpoint.method() == Method::POST {
        let name = format!("{}.fields", endpoint.name());
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        schemas.definitions_mut().insert(name, object(&fields));
        operation["requestBody"] = json!({
            "required": true,
            "content": {
                "application/json": { "schema": schema },
                "application/x-www-form-urlencoded": { "schema": schema },
            },
        });
    } else if !fields.is_empty() {
        operation["parameters"] = fields.iter().map(query_parameter).collect();
    }
    operation
}

/// The fields and the data of an endpoint, with those of what it goes on with.
fn with_further(
    table: &Table,
    described: &Description,
    schemas: &mut SchemaGenerator,
) -> (Vec<FieldSchema>, Value) {
    let mut fields = described.fields.fields.clone();
    let own = (described.data)(schemas).to_value();
    let further: Vec<Description> = match described.goes_on {
        None => return (fields, own),
        Some(GoesOn::Purposes) => {
            let purposes = table.widgets().iter().flat_map(Widget::purposes);
            purposes.map(|own| own.complete.describe()).collect()
        }
        Some(GoesOn::SignIns) => {
            let proofs = table.proofs().filter_map(|own| own.sign_in.as_ref());
            proofs.map(|own| own.enter.describe()).collect()
        }
    };
    let mut data: Vec<Value> = Vec::new();
    data.extend((described.goes_on == Some(GoesOn::SignIns)).then_some(own));
    for further in further {
        for mut field in further.fields.fields {
            field.required = false;
            if fields.iter().all(|own| own.name != field.name) {
                fields.push(field);
            }
        }
        let own = (further.data)(schemas).to_value();
        if !data.contains(&own) {
            data.push(own);
        }
    }
    (fields, json!({ "anyOf": data }))
}

/// The endpoint's name in words: `End others` of `sessions.end_others`.
fn summary(endpoint: &Endpoint) -> String {
    let (_, word) = endpoint.name().split_once('.').unwrap_or_default();
    let mut summary = word.replace('_', " ");
    if let Some(first) = summary.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    summary
}

fn object(fields: &[FieldSchema]) -> Value {
    let property = |own: &FieldSchema| (own.name.to_owned(), own.schema.clone());
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    let required = fields.iter().filter(|own| own.required).map(|own| own.name);
    let required: Vec<&str> = required.collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn query_parameter(field: &FieldSchema) -> Value {
    json!({ "name": field.name, "in": "query", "schema": field.schema })
}

fn security(endpoint: &Endpoint, signs_in: bool) -> Value {
    let posts = *endpoint.method() == Method::POST;
    match (posts, endpoint.rule().who(), signs_in) {
        (false, Who::Anyone, _) | (false, _, false) => json!([]),
        (true, _, false) => json!([{ "csrf": [] }]),
        (true, Who::Anyone, true) => {
            json!([{ "csrf": [], "visit": [] }, { "csrf": [], "session": [] }])
        }
        (true, _, true) => json!([{ "csrf": [], "session": [] }]),
        (false, _, true) => json!([{ "session": [] }]),
    }
}

/// Every problem there is: its status, when it is the answer, and a header that tells more.
const PROBLEMS: [(&str, &str, Option<&str>); 10] = [
    ("400", "The request cannot be read.", None),
    (
        "401",
        "Nobody is signed in, or a step-up is needed.",
        Some("WWW-Authenticate"),
    ),
    ("403", "It is refused; `code` says why.", None),
    (
        "404",
        "There is no such thing, or it is somebody else's.",
        None,
    ),
    ("413", "The body is too large.", None),
    ("415", "The body is neither a form nor JSON.", None),
    (
        "422",
        "Fields are not valid; `errors` says which, and what to do.",
        None,
    ),
    ("429", "A rate limit is exceeded.", Some("Retry-After")),
    ("500", "Something is wrong on this side.", None),
    (
        "503",
        "Something is out of order for the moment.",
        Some("Retry-After"),
    ),
];

fn responses(endpoint: &Endpoint, data: &Value) -> Value {
    let rule = endpoint.rule();
    let posts = *endpoint.method() == Method::POST;
    let occurs = |status: &str| match status {
        "401" => rule.who() != Who::Anyone,
        "413" | "415" | "422" => posts,
        "429" => posts || rule.limit().is_some(),
        _ => true,
    };
    let mut responses = Map::new();
    let shown = json!({
        "description": "What was asked for.",
        "content": { "application/json": { "schema": data }, "text/html": {} },
    });
    responses.insert("200".to_owned(), shown);
    let shared = PROBLEMS.iter().map(|(status, ..)| *status);
    for status in shared.filter(|status| occurs(status)).chain(["303"]) {
        let reference = format!("#/components/responses/{status}");
        responses.insert(status.to_owned(), json!({ "$ref": reference }));
    }
    responses.into()
}

fn shared_responses(problem: &Value) -> Map<String, Value> {
    let header = |name: &str| json!({ name: { "schema": { "type": "string" } } });
    let problems = PROBLEMS.iter().map(|(status, description, told)| {
        let response = json!({
            "description": description,
            "headers": told.map_or(json!({}), header),
            "content": { "application/problem+json": { "schema": problem }, "text/html": {} },
        });
        ((*status).to_owned(), response)
    });
    let next = json!({
        "description": "Where a browser goes on.",
        "headers": header("Location"),
    });
    problems.chain([("303".to_owned(), next)]).collect()
}
