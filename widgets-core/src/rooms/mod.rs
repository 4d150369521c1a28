//! The bundled rooms, one folder each. A room is added by its folder and its word in this list,
//! which is also the order of the navigation.

macro_rules! rooms {
    ($($room:ident),+ $(,)?) => {
        $(pub mod $room;)+

        pub(crate) fn bundled() -> Vec<crate::room::Widget> {
            vec![$($room::widget()),+]
        }
    };
}

rooms! {
    sign_in,
    sessions,
}
