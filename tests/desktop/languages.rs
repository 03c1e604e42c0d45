//! Another language, in another direction: all of the window at once, what the shell says, and from start to start.

use std::time::{Duration, Instant};

use hearth_tests::{Desk, Window, time::PATIENCE, window::press_in};
use thirtyfour::prelude::{By, ElementWaitable};

use crate::flow::sign_up;

/// The digits of Arabic.
fn has_arabic_digit(text: &str) -> bool {
    text.chars().any(|letter| ('٠'..='٩').contains(&letter))
}

fn has_latin_digit(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_digit())
}

async fn attribute_of_page(window: &Window, name: &str) -> Option<String> {
    window.find(By::Css("html")).await.attr(name).await.unwrap()
}

async fn choose(window: &Window, label: &str) {
    let choice = window.find(By::XPath(format!("//label[normalize-space(.)='{label}']"))).await;
    choice.scroll_into_view().await.unwrap();
    choice.click().await.unwrap();
}

async fn type_into(window: &Window, label: &str, text: &str) {
    let field = window.find(By::XPath(format!("//input[@id=//label[.='{label}']/@for]"))).await;
    field.scroll_into_view().await.unwrap();
    field.wait_until().wait(PATIENCE, Duration::from_millis(50)).clickable().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// Waits until the post's votes stand there in the digits of Arabic.
async fn counts_in_arabic(window: &Window, title: &str, count: &str) {
    let deadline = Instant::now() + PATIENCE;
    let button = window.post(title).await.find(By::Css("button[aria-pressed]")).await.unwrap();
    while button.text().await.unwrap() != count {
        assert!(Instant::now() < deadline, "{title} never shows {count}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn arabic_is_everywhere_at_once_and_at_the_next_start() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    assert_eq!(attribute_of_page(&window, "lang").await.as_deref(), Some("en"));
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water.").await;
    window.press("Publish").await;
    window.post("Bread").await;

    window.press("Settings").await;
    choose(&window, "العربية").await;
    window.see("كلمة المرور الحالية").await;
    assert_eq!(attribute_of_page(&window, "dir").await.as_deref(), Some("rtl"));
    assert_eq!(attribute_of_page(&window, "lang").await.as_deref(), Some("ar"));
    for english in ["Settings", "Current password", "Newest first", "Sign out", "Appearance"] {
        assert!(!window.shows(english).await, "{english:?} is still there");
    }

    // What the shell says, too.
    type_into(&window, "كلمة المرور الحالية", "wrong horse").await;
    type_into(&window, "كلمة المرور الجديدة", "better horse").await;
    window.press("تغيير كلمة المرور").await;
    window.see("ليست هذه كلمة مرورك. لم يتغيّر شيء.").await;
    window.press("إغلاق").await;
    press_in(&window.post("Bread").await, "تصويت").await;
    counts_in_arabic(&window, "Bread", "١").await;
    desk.close(window).await;

    let window = desk.open().await;
    let post = window.post("Bread").await;
    assert_eq!(attribute_of_page(&window, "dir").await.as_deref(), Some("rtl"));
    let written = post.find(By::Css("time")).await.unwrap().attr("title").await.unwrap().unwrap();
    assert!(has_arabic_digit(&written) && !has_latin_digit(&written), "it was written {written}");
    counts_in_arabic(&window, "Bread", "١").await;

    window.press("تسجيل الخروج").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "wrong horse").await;
    window.press("تسجيل الدخول").await;
    window.see("العنوان أو كلمة المرور غير صحيح.").await;
    window.press("تغيير المكان").await;
    window.fill("address", "ftp://hearth.example.org").await;
    window.press("اتصال").await;
    window.see("يستخدم Hearth").await;
    desk.close(window).await;
}
