### Writing and changing posts.

writing-heading = كتابة منشور
writing-invitation = اكتب منشورًا…
writing-edit-heading = تعديل «{ $title }»
writing-title = العنوان
writing-content = المحتوى
writing-text-or-preview = النص أو المعاينة
writing-write = كتابة
writing-preview = معاينة
writing-preview-empty = يظهر هنا ما تكتبه كما سيراه الآخرون. **عريض**، _مائل_، قوائم، جداول: إنها صيغة Markdown.
writing-publish = نشر
writing-save-draft = حفظ كمسودة
writing-save-changes = حفظ التغييرات
writing-title-missing = ضع عنوانًا للمنشور.
writing-content-missing = اكتب شيئًا أولًا.
writing-too-long = هذا أطول مما يمكن أن يكونه منشور. اختصره أو اجعله منشورين.
writing-failed-but-kept = { $failure } نصّك محفوظ.
writing-published = نُشر منشورك.
writing-draft-saved = حُفظت مسودتك.
writing-hidden-by-search = سيظهر عندما تمسح البحث.
writing-under-new = تجده في «الأحدث».
writing-keeping = يجري الحفظ…
writing-kept = محفوظ على هذا الحاسوب
writing-size =
    { $count ->
        [zero] بلا أحرف
        [one] حرف واحد
        [two] حرفان
        [few] { $count } أحرف
        [many] { $count } حرفًا
       *[other] { $count } حرف
    }
writing-fullness = { $percent }٪ مما يتسع له المنشور
writing-too-long-by =
    { $count ->
        [zero] ليس طويلًا
        [one] أطول من المسموح ببايت واحد
        [two] أطول من المسموح ببايتين
        [few] أطول من المسموح بـ { $count } بايتات
        [many] أطول من المسموح بـ { $count } بايتًا
       *[other] أطول من المسموح بـ { $count } بايت
    }
writing-unfinished = تغييرات لم تحفظها بعد
writing-untitled = بلا عنوان
writing-go-on = متابعة
writing-discard = تجاهل

## A post that was changed elsewhere while it was being changed here.

conflict-heading = تغيّر هذا المنشور في مكان آخر
conflict-both = النصّان
conflict-explained = منذ أن بدأت تغيّر هذا المنشور، ربما غيّرته أنت في نافذة أخرى. لم يُحفظ شيء بعد، ولن يضيع أي من النصين حتى تختار.
conflict-theirs = ما هو عليه الآن
conflict-was-published = لقد نُشر.
conflict-was-withdrawn = لقد جُعل مسودة.
conflict-mine = نصّك
conflict-later = القرار لاحقًا
conflict-take-theirs = أخذ ما هو عليه الآن
conflict-keep-mine = المتابعة بنصّك
conflict-not-saved = تغيّر هذا المنشور في مكان آخر. لم يُحفظ شيء بعد: اختر ما تفعله.
conflict-deleted = حُذف هذا المنشور في هذه الأثناء. انسخ النص إن أردت نشره من جديد.
