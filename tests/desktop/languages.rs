//! Tests another language, in another direction: all of the window at once, what the shell says, and from start to
//! start.

use std::time::{Duration, Instant};

use hearth_tests::{Appearance, CONDITION_TIMEOUT, DesktopSession, ServerCommand, TestDir, User, Window, press_in};
use thirtyfour::prelude::By;

/// Returns whether a text has one of the digits of Arabic.
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

/// Waits until the post's votes stand there in the digits of Arabic.
async fn counts_in_arabic(window: &Window, title: &str, count: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    let button = window.post(title).await.find(By::Css("button[aria-pressed]")).await.unwrap();
    while button.text().await.unwrap() != count {
        assert!(Instant::now() < deadline, "{title} never shows {count}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn switches_to_arabic_at_once_and_keeps_it() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    assert_eq!(attribute_of_page(&window, "lang").await.as_deref(), Some("en"));
    window.press("Use this computer").await;
    window.sign_up().await;
    window.publish("Bread", "Flour, water.").await;
    window.post("Bread").await;

    window.press("Settings").await;
    window.press("Appearance").await;
    choose(&window, "العربية").await;
    window.press("الحساب").await;
    window.see("كلمة المرور الحالية").await;
    assert_eq!(attribute_of_page(&window, "dir").await.as_deref(), Some("rtl"));
    assert_eq!(attribute_of_page(&window, "lang").await.as_deref(), Some("ar"));
    for english in ["Settings", "Current password", "New post", "Sign out", "Appearance"] {
        assert!(!window.shows(english).await, "{english:?} is still there");
    }

    // What the shell says, too.
    window.fill_labelled("كلمة المرور الحالية", "wrong horse").await;
    window.fill_labelled("كلمة المرور الجديدة", "better horse").await;
    window.press("تغيير كلمة المرور").await;
    window.see("كلمة المرور غير صحيحة. لم يتغيّر شيء.").await;
    window.press("إغلاق").await;
    press_in(&window.post("Bread").await, "تصويت").await;
    counts_in_arabic(&window, "Bread", "١").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    let post = window.post("Bread").await;
    assert_eq!(attribute_of_page(&window, "dir").await.as_deref(), Some("rtl"));
    let written = post.find(By::Css("time")).await.unwrap().attr("title").await.unwrap().unwrap();
    assert!(has_arabic_digit(&written) && !has_latin_digit(&written), "it was written {written}");
    counts_in_arabic(&window, "Bread", "١").await;

    window.choose_in_account_menu("تسجيل الخروج").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "wrong horse").await;
    window.press("تسجيل الدخول").await;
    window.see("البريد الإلكتروني أو كلمة المرور غير صحيح.").await;
    window.press("تغيير الخادم").await;
    window.fill("address", "ftp://hearth.example.org").await;
    window.press("اتصال").await;
    window.see("يستخدم Hearth").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_the_system_language() {
    for (variable, value) in [("LANGUAGE", "ar"), ("LANG", "ar_EG.UTF-8")] {
        let mut desktop = DesktopSession::new();
        desktop.set(variable, value);
        let window = desktop.open().await;
        window.see("بأي خادم تريد الاتصال؟").await;
        let page = [attribute_of_page(&window, "lang").await, attribute_of_page(&window, "dir").await];
        assert_eq!(page, [Some("ar".to_owned()), Some("rtl".to_owned())], "{variable}={value}");
        window.fill("address", "ftp://hearth.example.org").await;
        window.press("اتصال").await;
        window.see("يستخدم Hearth").await;

        window.set_appearance(Appearance::USUAL).await;
        window.see("Where do you want to connect?").await;
        desktop.close(window).await;
        let window = desktop.open().await;
        window.see("Where do you want to connect?").await;
        desktop.close(window).await;
    }
}

/// Returns whether a text has Latin letters beside the names that are the same in every language.
fn has_latin_letter(text: &str) -> bool {
    text.replace("Hearth", "").chars().any(|letter| letter.is_ascii_alphabetic())
}

/// Measures how far from the left of a line its words begin, in pixels.
async fn indent_of(window: &Window, selector: &str) -> i64 {
    const INDENT: &str = "
        const line = document.querySelector(arguments[0]);
        const words = document.createRange();
        words.selectNodeContents(line);
        return Math.round(words.getBoundingClientRect().left - line.getBoundingClientRect().left);";
    window.eval(INDENT, vec![selector.into()]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_offline_screens_in_arabic() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let user = User::sign_up(&server.address()).await;
    user.post("Bread").await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.set_appearance(Appearance { language: "ar", ..Appearance::USUAL }).await;
    window.fill("address", &server.address()).await;
    window.press("اتصال").await;
    window.fill("email", &user.email).await;
    window.fill("password", &user.password).await;
    window.press("تسجيل الدخول").await;
    window.post("Bread").await;

    server.stop().await;
    let banner = window.see("أنت غير متصل. يظهر ما حُمِّل في").await.text().await.unwrap();
    assert!(has_arabic_digit(&banner) && !has_latin_digit(&banner) && !has_latin_letter(&banner), "{banner}");
    window.write("Butter", "Cream").await;
    window.press("نشر").await;
    window.see("سيُرسل منشورك فور عودة الخادم.").await;
    window.see("ينتظر الإرسال").await;
    assert_eq!(indent_of(&window, "[data-waiting] h3").await, 0, "English words begin at the left");
    window.go_to_list("الأعلى").await;
    let failure = window.see("لا يردّ الخادم").await.text().await.unwrap();
    assert!(!has_latin_letter(&failure), "{failure}");
    desktop.close(window).await;
}
