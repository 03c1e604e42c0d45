### Everything that a person can do: in the palette, the help and the menu bar.

command-post-next = المنشور التالي
command-post-previous = المنشور السابق
command-post-open = فتح المنشور
command-post-vote = التصويت أو سحب الصوت
command-post-edit = تعديل منشورك
command-post-delete = حذف منشورك
command-undo-delete = التراجع عن الحذف
command-post-author = عرض منشورات الكاتب
command-post-copy-link = نسخ رابط المنشور
command-refresh = تحميل الجديد
command-toggle-paged = القراءة صفحةً صفحة أو من دون صفحات

command-go-new = الجديد
command-go-top = الأعلى
command-go-hot = الرائج
command-go-mine = منشوراتي
command-go-drafts = مسوداتي
command-search = البحث في العناوين
command-go-back = رجوع
command-reconnect = التحقق الآن من عودة الخادم

command-write = كتابة منشور
command-publish = نشر ما تكتبه
command-keep-draft = حفظ ما تكتبه كمسودة

command-palette = البحث في كل شيء
command-help = اختصارات لوحة المفاتيح
command-settings = الإعدادات
command-theme-light = ألوان فاتحة
command-theme-dark = ألوان داكنة
command-theme-system = ألوان سطح المكتب
command-text-larger = نص أكبر
command-text-smaller = نص أصغر
command-text-usual = حجم النص المعتاد
command-density-comfortable = كثافة مريحة
command-density-compact = كثافة متراصة
command-contrast-system = التباين كما في النظام
command-contrast-more = تباين أعلى
command-language-system = لغة النظام
command-language-en = اللغة: English
command-language-ar = اللغة: العربية
command-toggle-notifications = تشغيل الإشعارات بالأصوات أو إيقافها
command-notifications-on = ستصلك الآن إشعارات بالأصوات على منشوراتك.
command-notifications-off = لن تصلك بعد الآن إشعارات بالأصوات على منشوراتك.
command-toggle-tray = تشغيل البقاء في علبة النظام أو إيقافه
command-tray-on = إغلاق النافذة يُبقي Hearth الآن في علبة النظام.
command-tray-off = إغلاق النافذة يُنهي Hearth الآن.
command-toggle-login = تشغيل البدء عند تسجيل الدخول إلى الجهاز أو إيقافه
command-login-on = سيبدأ Hearth الآن عند تسجيل الدخول إلى الجهاز.
command-login-off = لن يبدأ Hearth بعد الآن عند تسجيل الدخول إلى الجهاز.
command-menu-bar = إظهار شريط القوائم أو إخفاؤه
command-export-json = تصدير بياناتك بصيغة JSON
command-export-markdown = تصدير بياناتك بصيغة Markdown
command-exported = بياناتك في { $path }
command-about = حول Hearth
command-change-place = اختيار مكان آخر
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
palette-search = أمر أو إعداد أو شخص أو عنوان
palette-commands = الأوامر
palette-people = منشورات
palette-search-titles = البحث في العناوين عن «{ $text }»
palette-none = لا شيء باسم «{ $text }».
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
