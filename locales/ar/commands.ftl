### Everything that a person can do: in the palette, the help and the menu bar.

command-post-next = المنشور التالي
command-post-previous = المنشور السابق
command-post-open = فتح المنشور
command-post-vote = التصويت أو سحب الصوت
command-post-edit = تعديل المنشور
command-post-delete = حذف المنشور
command-undo-delete = التراجع عن الحذف
command-post-author = عرض منشورات الكاتب
command-post-copy-link = نسخ رابط المنشور
command-post-copy-text = نسخ نص المنشور
command-find = البحث في المنشور
command-find-next = النتيجة التالية
command-find-previous = النتيجة السابقة
command-print = طباعة المنشور…
command-refresh = تحديث
command-toggle-paged = تبديل التحميل صفحةً صفحة
command-paged-on = تُحمَّل المنشورات الآن صفحةً صفحة.
command-paged-off = تُحمَّل المنشورات الآن أثناء التمرير.

command-go-new = الجديد
command-go-top = الأعلى
command-go-hot = الرائج
command-go-mine = منشوراتي
command-go-drafts = المسودات
command-go-outbox = صندوق الصادر
command-search = البحث في المنشورات
command-go-back = رجوع
command-reconnect = إعادة الاتصال الآن

command-write = كتابة منشور
command-publish = نشر المنشور
command-keep-draft = حفظ المسودة
command-format-bold = عريض
command-format-italic = مائل
command-format-link = رابط
command-format-bullets = قائمة نقطية
command-format-numbers = قائمة مرقمة
command-format-quote = اقتباس
command-format-code = رمز برمجي

command-palette = البحث في كل شيء
command-help = اختصارات لوحة المفاتيح
command-settings = الإعدادات
command-theme-light = السمة: فاتحة
command-theme-dark = السمة: داكنة
command-theme-system = السمة: حسب إعداد النظام
command-text-larger = تكبير النص
command-text-smaller = تصغير النص
command-text-usual = إعادة تعيين حجم النص
command-full-screen = ملء الشاشة
command-density-comfortable = الكثافة: مريحة
command-density-compact = الكثافة: متراصة
command-contrast-system = التباين: حسب إعداد النظام
command-contrast-more = التباين: عالٍ
command-language-system = اللغة: حسب إعداد النظام
command-language-en = اللغة: English
command-language-ar = اللغة: العربية
command-toggle-notifications = تبديل إشعارات الأصوات
command-notifications-on = إشعارات الأصوات مفعّلة.
command-notifications-off = إشعارات الأصوات متوقفة.
command-toggle-tray = تبديل إبقاء Hearth في علبة النظام
command-tray-on = إغلاق النافذة يُبقي Hearth الآن في علبة النظام.
command-tray-off = إغلاق النافذة يُنهي Hearth الآن.
command-toggle-login = تبديل البدء عند تسجيل الدخول إلى الجهاز
command-login-on = سيبدأ Hearth الآن عند تسجيل الدخول إلى الجهاز.
command-login-off = لن يبدأ Hearth بعد الآن عند تسجيل الدخول إلى الجهاز.
command-menu-bar = تبديل إظهار شريط القوائم
command-menu-open = الانتقال إلى شريط القوائم
command-export-json = تصدير بياناتك بصيغة JSON
command-export-markdown = تصدير بياناتك بصيغة Markdown
command-exported = صُدّرت إلى { $path }
command-about = حول Hearth
command-account-1 = التبديل إلى الحساب 1
command-account-2 = التبديل إلى الحساب 2
command-account-3 = التبديل إلى الحساب 3
command-account-4 = التبديل إلى الحساب 4
command-account-5 = التبديل إلى الحساب 5
command-account-6 = التبديل إلى الحساب 6
command-account-7 = التبديل إلى الحساب 7
command-account-8 = التبديل إلى الحساب 8
command-account-9 = التبديل إلى الحساب 9
command-add-account = إضافة حساب…
command-manage-accounts = إدارة الحسابات…
command-change-server = تغيير الخادم
command-sign-out = تسجيل الخروج
command-close = إغلاق النافذة
command-quit = إنهاء

command-group-posts = المنشورات
command-group-go = التنقل
command-group-write = الكتابة
command-group-app = التطبيق

## The names of keys.

key-control = Ctrl
key-alt = Alt
key-shift = Shift
key-enter = Enter
key-escape = Esc
key-delete = Delete
# Between keys that are pressed one after the other.
key-then = ثم
# Between ways to do the same.
key-or = أو

## The palette.

palette-title = البحث في كل شيء
palette-search = ابحث عن أمر أو إعداد أو شخص أو عنوان
palette-commands = الأوامر
palette-people = منشورات بقلم
palette-search-titles = البحث في العناوين عن «{ $text }»
palette-search-posts = البحث في المنشورات عن «{ $text }»
palette-none = لا نتائج عن «{ $text }».
palette-count =
    { $count ->
        [zero] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
palette-searching = يجري البحث في الخادم…
palette-unsearched = اقتصر البحث على المنشورات المحمّلة. { $reason }

## The help.

shortcuts-title = اختصارات لوحة المفاتيح
shortcuts-note = تعمل المفاتيح المفردة حين لا تكتب.
shortcuts-close = إغلاق

# While a sequence of keys is under way: what may follow.
shortcuts-following = الانتقال إلى

# The first thing that Tab reaches.
skip-to-posts = تخطَّ إلى المنشورات

## The menu bar. An ampersand stands before the letter that Alt chooses.

menu-file = &ملف
menu-edit = &تحرير
menu-view = &عرض
menu-go = ا&نتقال
menu-help = &مساعدة
menu-undo = تراجع
menu-redo = إعادة
menu-cut = قص
menu-copy = نسخ
menu-paste = لصق
menu-select-all = تحديد الكل

## The menu of the right mouse button.

menu-open = فتح
menu-open-in-browser = فتح في المتصفح
menu-copy-link = نسخ الرابط
