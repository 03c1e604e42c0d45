### مظهر التطبيق: جزء من الإعدادات.

appearance-heading = المظهر
appearance-theme = الألوان
appearance-theme-system = كسطح المكتب
appearance-theme-light = فاتحة
appearance-theme-dark = داكنة
appearance-language = اللغة
appearance-language-system = لغة النظام
appearance-text-size = حجم النص
appearance-density = الكثافة
appearance-density-comfortable = مريحة
appearance-density-compact = متراصة
appearance-contrast = التباين
appearance-contrast-system = كما في النظام
appearance-contrast-more = أعلى
appearance-reading = القراءة
appearance-paged = القراءة صفحةً صفحة
appearance-paged-note = تحميل المزيد من المنشورات عند الطلب فقط مع بقائها كلها في الصفحة. يناسب قارئات الشاشة.
