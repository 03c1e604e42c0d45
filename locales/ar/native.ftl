### What the desktop shows of the app: its tray, its notifications, its start at login.

# The name of the window and of the icon in the tray.
native-title = Hearth
native-title-unread =
    { $count ->
        [zero] Hearth
        [one] (منشور جديد) Hearth
        [two] (منشوران جديدان) Hearth
        [few] ({ $count } منشورات جديدة) Hearth
        [many] ({ $count } منشورًا جديدًا) Hearth
       *[other] ({ $count } منشور جديد) Hearth
    }

## The menu of the icon in the tray.

native-tray-show = إظهار Hearth
native-tray-write = كتابة منشور…
native-tray-unread = غير مقروء: { $count }
native-tray-quit = إنهاء

## Notifications.

native-votes-summary = أصوات جديدة
# Where there is more than one account.
native-votes-summary-account = أصوات جديدة لحساب { $account }
native-votes-on-post =
    { $votes ->
        [zero] لا أصوات جديدة على «{ $title }»
        [one] صوت جديد على «{ $title }»
        [two] صوتان جديدان على «{ $title }»
        [few] { $votes } أصوات جديدة على «{ $title }»
        [many] { $votes } صوتًا جديدًا على «{ $title }»
       *[other] { $votes } صوت جديد على «{ $title }»
    }
# $posts is always more than three.
native-votes-on-posts =
    { $votes ->
        [zero] لا أصوات جديدة
        [one] صوت جديد على منشوراتك (عددها { $posts })
        [two] صوتان جديدان على منشوراتك (عددها { $posts })
        [few] { $votes } أصوات جديدة على منشوراتك (عددها { $posts })
        [many] { $votes } صوتًا جديدًا على منشوراتك (عددها { $posts })
       *[other] { $votes } صوت جديد على منشوراتك (عددها { $posts })
    }
# The button of a notification.
native-open = فتح

## The settings.

desktop-heading = سطح المكتب
desktop-notifications = إشعاري بالأصوات على منشوراتي
desktop-notifications-note = الأصوات المتقاربة تأتي في إشعار واحد، ولا يأتي شيء ما دامت هذه النافذة في المقدمة.
desktop-notifications-none = لا يدعم سطح المكتب هذا الإشعارات.
desktop-notifications-server = لا يخبر هذا الخادم بالأصوات.
desktop-keep-in-tray = إبقاء Hearth في علبة النظام
desktop-keep-in-tray-note = إغلاق النافذة يخفيها فقط، ويبقى Hearth في علبة النظام حتى تنهيه من هناك.
desktop-keep-in-tray-none = لا علبة نظام في سطح المكتب هذا.
desktop-login = تشغيل Hearth عند تسجيل الدخول إلى الجهاز
desktop-login-note = يبدأ في نافذته، أو في علبة النظام إن كان يبقى فيها.
desktop-login-none = لا يمكن تشغيل Hearth عند تسجيل الدخول على سطح المكتب هذا.
desktop-menu-bar = إظهار شريط القوائم
desktop-menu-bar-note = يظهره F10 في أي وقت.

native-login-failed = تعذّر تغيير التشغيل عند تسجيل الدخول ({ $reason }). أعد المحاولة.
