//! `cargo run -p harbour-library`, then open <http://127.0.0.1:8000> and sign in as `nele` with
//! `salt on the jetty`, or as `tom` with `low tide at seven`. `ROCKET_PORT` takes another port,
//! `LIBRARY_DB` another file, and `ROCKET_SECRET_KEY` keeps readers signed in over a restart.

use harbour_library::desk::Trouble;
use harbour_library::{Desk, library};
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

#[rocket::main]
async fn main() -> Result<(), Trouble> {
    let rocket = rocket::build();
    let port: u16 = rocket.figment().extract_inner("port")?;
    let file = std::env::var("LIBRARY_DB").unwrap_or_else(|_| "library.db".to_owned());
    // The tables of the widgets begin with `wg_`, so both have room in one file.
    let (desk, stores) = (
        Desk::open(&file).await?,
        SqlStores::sqlite_file(&file).await?,
    );
    let public = format!("http://127.0.0.1:{port}/account");
    let builder = Widgets::builder(public, Keys::development(), stores);
    library(rocket, desk, builder).await?.launch().await?;
    Ok(())
}
