//! Which lists of posts there are to read, and where in each the reader was.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::status::{Account, Place};

/// How many lists a reader's place is kept in, and of how many readers.
const VIEWS_MAX: usize = 50;
const READERS_MAX: usize = 20;

/// A list of posts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum View {
    #[default]
    New,
    Top,
    Hot,
    /// What the reader has published.
    Mine,
    /// What the reader has not.
    Drafts,
    /// What somebody has published.
    Person(Account),
}

impl View {
    /// What the server is asked for, as this reader.
    pub(crate) fn for_reader(&self, reader: i32) -> hearth_client::View {
        match self {
            Self::New => hearth_client::View::New,
            Self::Top => hearth_client::View::Top,
            Self::Hot => hearth_client::View::Hot,
            Self::Mine => hearth_client::View::Of(reader),
            Self::Drafts => hearth_client::View::Drafts,
            Self::Person(person) => hearth_client::View::Of(person.id),
        }
    }
}

/// Where the reader was in a view: the search, the post at the top of the window, and its distance from the top in
/// CSS pixels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct ReadingPlace {
    pub(crate) view: View,
    pub(crate) search: String,
    pub(crate) post: Option<i32>,
    pub(crate) offset: f64,
}

/// Where everybody was who reads here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Readers(Vec<Reader>);

/// The last one first, as everywhere here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Reader {
    place: Place,
    account: i32,
    views: Vec<ReadingPlace>,
}

impl Readers {
    /// Where an account was, in the view that it read last first.
    pub(crate) fn places(&self, place: &Place, account: i32) -> Vec<ReadingPlace> {
        let reader = self.0.iter().find(|reader| reader.is(place, account));
        reader.map(|reader| reader.views.clone()).unwrap_or_default()
    }

    /// Keeps where an account is. The places that are longest ago are forgotten.
    pub(crate) fn remember(&mut self, place: &Place, account: i32, reading: ReadingPlace) {
        let known = self.0.iter().position(|reader| reader.is(place, account)).map(|at| self.0.remove(at));
        let mut reader = known.unwrap_or_else(|| Reader { place: place.clone(), account, views: Vec::new() });
        reader.views.retain(|other| other.view != reading.view);
        reader.views.insert(0, reading);
        reader.views.truncate(VIEWS_MAX);
        self.0.insert(0, reader);
        self.0.truncate(READERS_MAX);
    }
}

impl Reader {
    fn is(&self, place: &Place, account: i32) -> bool {
        self.account == account && self.place == *place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(view: View, post: i32) -> ReadingPlace {
        ReadingPlace { view, search: String::new(), post: Some(post), offset: 0.0 }
    }

    #[test]
    fn each_account_has_a_place_in_each_view_and_the_last_one_comes_first() {
        let elsewhere = Place::Server { address: "https://hearth.example/".to_owned() };
        let mut readers = Readers::default();
        readers.remember(&Place::ThisComputer, 1, at(View::New, 10));
        readers.remember(&Place::ThisComputer, 1, at(View::Top, 20));
        readers.remember(&Place::ThisComputer, 2, at(View::New, 30));
        readers.remember(&elsewhere, 1, at(View::New, 40));
        readers.remember(&Place::ThisComputer, 1, at(View::New, 11));
        assert_eq!(readers.places(&Place::ThisComputer, 1), [at(View::New, 11), at(View::Top, 20)]);
        assert_eq!(readers.places(&Place::ThisComputer, 2), [at(View::New, 30)]);
        assert_eq!(readers.places(&elsewhere, 1), [at(View::New, 40)]);
        assert_eq!(readers.places(&elsewhere, 2), []);
    }

    #[test]
    fn what_is_longest_ago_is_forgotten() {
        let mut readers = Readers::default();
        for id in 0..100 {
            let person = View::Person(Account { id, email: format!("{id}@example.org") });
            readers.remember(&Place::ThisComputer, 1, at(person, id));
        }
        let places = readers.places(&Place::ThisComputer, 1);
        assert_eq!((places.len(), places[0].post, places[49].post), (50, Some(99), Some(50)));
        for account in 2..50 {
            readers.remember(&Place::ThisComputer, account, at(View::New, 1));
        }
        assert_eq!(readers.places(&Place::ThisComputer, 1), []);
    }
}
