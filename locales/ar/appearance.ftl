### مظهر التطبيق: جزء من الإعدادات.

appearance-heading = المظهر
appearance-theme = السمة
appearance-theme-system = حسب إعداد النظام
appearance-theme-light = فاتحة
appearance-theme-dark = داكنة
appearance-language = اللغة
appearance-language-system = حسب إعداد النظام
appearance-text-size = حجم النص
appearance-density = الكثافة
appearance-density-comfortable = مريحة
appearance-density-compact = متراصة
appearance-contrast = التباين
appearance-contrast-system = حسب إعداد النظام
appearance-contrast-more = عالٍ
appearance-reading = القراءة
appearance-paged = تحميل المنشورات صفحةً صفحة
appearance-paged-note = لا تُحمَّل المنشورات الأقدم إلا عند الطلب، ويبقى كل ما حُمِّل في الصفحة. يناسب قارئات الشاشة.
appearance-pictures = تحميل الصور دائمًا
appearance-pictures-note = تُحمَّل صور المنشورات على { $server } دون سؤال. تحميل صورة يكشف عنوان IP الخاص بك للموقع الذي يستضيفها.
appearance-pictures-note-local = تُحمَّل الصور في المنشورات التي على هذا الحاسوب من دون سؤال. تحميل الصورة يُعلم الموقع الذي يستضيفها بعنوان IP الخاص بك.
