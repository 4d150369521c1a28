//! The library's own sign-in drives the account pages, and its catchers leave them alone.

#![allow(clippy::unwrap_used, reason = "a test")]

use harbour_library::desk::READERS;
use harbour_library::{Desk, library};
use rocket::http::{Accept, ContentType, Status};
use rocket::local::asynchronous::{Client, LocalResponse};
use tempfile::TempDir;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

/// The library with an empty database.
struct Library {
    client: Client,
    _folder: TempDir,
}

impl Library {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("library.db");
        let desk = Desk::open(&file).await.unwrap();
        let stores = SqlStores::sqlite_file(&file).await.unwrap();
        let url = "http://localhost:8000/account";
        let builder = Widgets::builder(url, Keys::development(), stores);
        let config = rocket::Config {
            log_level: rocket::config::LogLevel::Off,
            ..rocket::Config::debug_default()
        };
        let rocket = library(rocket::custom(config), desk, builder)
            .await
            .unwrap();
        let client = Client::tracked(rocket).await.unwrap();
        Self {
            client,
            _folder: folder,
        }
    }

    async fn get(&self, path: &str) -> (Status, String) {
        let response = self.client.get(path).dispatch().await;
        let status = response.status();
        (status, response.into_string().await.unwrap_or_default())
    }

    async fn post(&self, path: &str, fields: &str) -> LocalResponse<'_> {
        let request = self.client.post(path.to_owned());
        let request = request.header(ContentType::Form).body(fields);
        request.dispatch().await
    }

    /// Where a form leads.
    async fn leads(&self, path: &str, fields: &str) -> String {
        location(&self.post(path, fields).await)
    }

    async fn sign_in(&self, next: &str) -> String {
        let (name, password) = READERS[0];
        let password = password.replace(' ', "+");
        let fields = format!("next={next}&name={name}&password={password}");
        self.leads("/login", &fields).await
    }
}

fn location(response: &LocalResponse<'_>) -> String {
    assert_eq!(response.status(), Status::SeeOther);
    response.headers().get_one("location").unwrap().to_owned()
}

#[rocket::async_test]
async fn the_account_pages_follow_the_librarys_own_sign_in() {
    let library = Library::open().await;
    for path in ["/card", "/account/profile"] {
        let stranger = library.client.get(path).dispatch().await;
        assert_eq!(location(&stranger), format!("/login?next={path}"));
        let program = library.client.get(path).header(Accept::JSON);
        assert_eq!(program.dispatch().await.status(), Status::Unauthorized);
    }
    let wrong = library.post("/login", "next=/&name=nele&password=no").await;
    assert_eq!(wrong.status(), Status::UnprocessableEntity);
    assert_eq!(
        library.sign_in("/account/profile").await,
        "/account/profile"
    );

    let (status, page) = library.get("/account/profile").await;
    assert_eq!(status, Status::Ok);
    assert!(
        page.contains("nele") && !page.contains("reader-1"),
        "{page}"
    );
    // As minijinja writes a slash.
    assert!(page.contains("Harbour Library") && page.contains("action=\"&#x2f;logout\""));
    assert!(!page.contains('@'), "{page}");

    assert_eq!(library.leads("/logout", "").await, "/");
    let stranger = library.client.get("/card").dispatch().await;
    assert_eq!(location(&stranger), "/login?next=/card");
}

#[rocket::async_test]
async fn a_reader_borrows_a_book_and_gives_it_back() {
    let library = Library::open().await;
    let stranger = library.leads("/books/2/lend", "").await;
    assert!(stranger.starts_with("/login?next="), "{stranger}");
    library.sign_in("/").await;
    assert_eq!(library.leads("/books/2/lend", "").await, "/card");
    assert!(library.get("/card").await.1.contains("Lighthouse"));
    assert!(library.get("/").await.1.contains("On loan"));
    library.leads("/books/2/back", "").await;
    assert!(library.get("/card").await.1.contains("nothing on loan"));
}

#[rocket::async_test]
async fn a_widget_in_the_card_saves_and_comes_back() {
    let library = Library::open().await;
    library.sign_in("/card").await;
    let (_, card) = library.get("/card").await;
    let (_, token) = card.split_once("name=\"csrf_token\" value=\"").unwrap();
    let token = token.split('"').next().unwrap();
    let names = "display_name=Nele+Brandt&given_name=&middle_name=&family_name=";
    let form = format!("csrf_token={token}&return_to=/card&{names}");
    assert_eq!(
        library.leads("/account/profile/names", &form).await,
        "/card"
    );
    assert!(library.get("/").await.1.contains("Nele Brandt"));
    // Proving again who one is keeps the session, and with it the form.
    library.sign_in("/card").await;
    assert_eq!(
        library.leads("/account/profile/names", &form).await,
        "/card"
    );
}

#[rocket::async_test]
async fn what_is_nowhere_is_the_librarys_own_page() {
    let library = Library::open().await;
    let (status, page) = library.get("/nowhere").await;
    assert_eq!(status, Status::NotFound);
    assert!(page.contains("on no shelf of ours"), "{page}");
    // Below the mount path it is a page of the widgets, in the library's frame.
    let (status, page) = library.get("/account/nowhere").await;
    assert_eq!(status, Status::NotFound);
    assert!(page.contains("Harbour Library") && !page.contains("on no shelf"));
}
