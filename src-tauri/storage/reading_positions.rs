//! Keeps where each account was in each list, bounded, for the next start.

use serde::{Deserialize, Serialize};

use crate::model::{ScrollPosition, ServerLocation};

/// Bounds how many lists are kept of an account, and of how many accounts: of all that are signed in, and of some that were.
const VIEWS_MAX: usize = 50;
const READERS_MAX: usize = 40;

/// The positions of all accounts on this computer, the last one used first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct ReadingPositions(Vec<Reader>);

/// The positions of an account, the last one first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Reader {
    #[serde(rename = "place")]
    server: ServerLocation,
    account: i32,
    views: Vec<ScrollPosition>,
}

impl ReadingPositions {
    /// Returns the scroll positions of an account, in the view that it read last first.
    pub(crate) fn positions(&self, server: &ServerLocation, account: i32) -> Vec<ScrollPosition> {
        let reader = self.0.iter().find(|reader| reader.is(server, account));
        reader.map(|reader| reader.views.clone()).unwrap_or_default()
    }

    /// Keeps a scroll position of an account. The oldest positions are forgotten.
    pub(crate) fn remember(&mut self, server: &ServerLocation, account: i32, reading: ScrollPosition) {
        let known = self.0.iter().position(|reader| reader.is(server, account)).map(|at| self.0.remove(at));
        let mut reader = known.unwrap_or_else(|| Reader { server: server.clone(), account, views: Vec::new() });
        reader.views.retain(|other| other.view != reading.view);
        reader.views.insert(0, reading);
        reader.views.truncate(VIEWS_MAX);
        self.0.insert(0, reader);
        self.0.truncate(READERS_MAX);
    }
}

impl Reader {
    fn is(&self, server: &ServerLocation, account: i32) -> bool {
        self.account == account && self.server == *server
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, View};

    fn at(view: View, post: i32) -> ScrollPosition {
        ScrollPosition { view, search: String::new(), post: Some(post), offset: 0.0 }
    }

    #[test]
    fn each_account_has_a_place_in_each_view_and_the_last_one_comes_first() {
        let elsewhere = ServerLocation::Server { address: "https://hearth.example/".to_owned() };
        let mut readers = ReadingPositions::default();
        readers.remember(&ServerLocation::Local, 1, at(View::New, 10));
        readers.remember(&ServerLocation::Local, 1, at(View::Top, 20));
        readers.remember(&ServerLocation::Local, 2, at(View::New, 30));
        readers.remember(&elsewhere, 1, at(View::New, 40));
        readers.remember(&ServerLocation::Local, 1, at(View::New, 11));
        assert_eq!(readers.positions(&ServerLocation::Local, 1), [at(View::New, 11), at(View::Top, 20)]);
        assert_eq!(readers.positions(&ServerLocation::Local, 2), [at(View::New, 30)]);
        assert_eq!(readers.positions(&elsewhere, 1), [at(View::New, 40)]);
        assert_eq!(readers.positions(&elsewhere, 2), []);
    }

    #[test]
    fn what_is_longest_ago_is_forgotten() {
        let mut readers = ReadingPositions::default();
        for id in 0..100 {
            let person = View::Person(Account { id, email: format!("{id}@example.org"), display_name: None });
            readers.remember(&ServerLocation::Local, 1, at(person, id));
        }
        let places = readers.positions(&ServerLocation::Local, 1);
        assert_eq!((places.len(), places[0].post, places[49].post), (50, Some(99), Some(50)));
        for account in 2..50 {
            readers.remember(&ServerLocation::Local, account, at(View::New, 1));
        }
        assert_eq!(readers.positions(&ServerLocation::Local, 1), []);
    }
}
