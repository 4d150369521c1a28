//! The pages of the app, and the part of one that htmx loads.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use serde::Deserialize;
use widgets_axum::{CurrentUser, Fragments};
use widgets_core::UserCtx;
use widgets_core::widgets::sessions;

use crate::around::Around;
use crate::table::{Task, Tasks};

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    frame: Around,
}

/// The list, which is a part of the page of tasks.
#[derive(Template)]
#[template(path = "list.html")]
struct List {
    tasks: Vec<Task>,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Around,
    fragment: String,
}

/// What is typed into the form for a new task.
#[derive(Deserialize)]
pub(crate) struct NewTask {
    title: String,
}

pub(crate) async fn tasks(CurrentUser(user): CurrentUser) -> Response {
    let frame = Around::page("Tasks", &user).await;
    shown(&TasksPage { frame })
}

pub(crate) async fn list(State(tasks): State<Tasks>, CurrentUser(user): CurrentUser) -> Response {
    listed(&tasks, &user).await
}

pub(crate) async fn add(
    State(tasks): State<Tasks>,
    CurrentUser(user): CurrentUser,
    Form(new): Form<NewTask>,
) -> Response {
    let title: String = new.title.trim().chars().take(80).collect();
    if !title.is_empty() && tasks.add(user.account_id(), &title).await.is_err() {
        return away();
    }
    listed(&tasks, &user).await
}

pub(crate) async fn tick(
    State(tasks): State<Tasks>,
    CurrentUser(user): CurrentUser,
    Path(task): Path<i64>,
) -> Response {
    match tasks.tick(user.account_id(), task).await {
        Ok(()) => listed(&tasks, &user).await,
        Err(_) => away(),
    }
}

/// A page of the app with the widget of sessions.
pub(crate) async fn settings(
    CurrentUser(user): CurrentUser,
    fragments: Fragments,
) -> Result<Response, Response> {
    let fragment = fragments.show(sessions::LIST).await?.into_string();
    let mut frame = Around::page("Settings", &user).await;
    frame.head = fragments.head().into_string();
    Ok(shown(&SettingsPage { frame, fragment }))
}

async fn listed(tasks: &Tasks, user: &UserCtx) -> Response {
    match tasks.of(user.account_id()).await {
        Ok(tasks) => shown(&List { tasks }),
        Err(_) => away(),
    }
}

fn shown(page: &impl Template) -> Response {
    match page.render() {
        Ok(page) => Html(page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn away() -> Response {
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
