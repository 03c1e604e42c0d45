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

command-write = كتابة منشور
command-publish = نشر ما تكتبه
command-keep-draft = حفظ ما تكتبه كمسودة

command-palette = كل الأوامر
command-help = اختصارات لوحة المفاتيح
command-settings = الإعدادات
command-theme-light = ألوان فاتحة
command-theme-dark = ألوان داكنة
command-theme-system = ألوان سطح المكتب
command-text-larger = نص أكبر
command-text-smaller = نص أصغر
command-text-usual = حجم النص المعتاد
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

palette-title = الأوامر
palette-search = البحث في الأوامر
palette-none = لا يوجد أمر باسم «{ $text }».
palette-count =
    { $count ->
        [zero] لا أوامر
        [one] أمر واحد
        [two] أمران
        [few] { $count } أوامر
        [many] { $count } أمرًا
       *[other] { $count } أمر
    }

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
