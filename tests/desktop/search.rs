//! Tests searching posts by their words, and people.

use hearth_tests::DesktopSession;
use thirtyfour::prelude::By;

#[tokio::test(flavor = "multi_thread")]
async fn finds_words_of_texts_and_people() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    grace.publish("A quiet day", "We baked all of the bread that you wanted for the weekend.").await;
    grace.publish("Something else", "It has nothing of the kind.").await;
    window.press("Refresh").await;
    window.sees_titles(&["Something else", "A quiet day"]).await;

    window.fill("Search posts and people", "baking").await;
    window.sees_titles(&["A quiet day"]).await;
    window.see("Posts with “baking”").await;
    window.see("1 post").await;
    assert_eq!(window.find(By::Css("mark")).await.text().await.unwrap(), "baked");

    window.fill("Search posts and people", "grace").await;
    window.see("No post has “grace” in its title or text.").await;
    let person = window.find(By::XPath("//section[@aria-labelledby='found-people']//button")).await;
    assert!(person.text().await.unwrap().ends_with("grace@example.com"));
    person.click().await.unwrap();
    window.see("Posts by").await;
    window.sees_titles(&["Something else", "A quiet day"]).await;
    desktop.close(window).await;
}
