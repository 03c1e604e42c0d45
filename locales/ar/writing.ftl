### Writing and changing posts.

writing-heading = كتابة منشور
writing-invitation = اكتب منشورًا…
writing-edit-heading = تعديل «{ $title }»
writing-title = العنوان
writing-content = المحتوى
writing-text-or-preview = النص أو المعاينة
writing-write = كتابة
writing-both = كلاهما
writing-preview = معاينة
writing-preview-empty = تظهر هنا معاينة منشورك. صيغة Markdown مدعومة: **عريض**، _مائل_، قوائم، جداول.
writing-publish = نشر
writing-save-draft = حفظ المسودة
writing-save-changes = حفظ التغييرات
writing-title-missing = أدخل عنوانًا.
writing-content-missing = اكتب شيئًا أولًا.
# { $over } is one of the sentences "Too long by …" below, without a full stop.
writing-title-too-long = { $over }. اختصر العنوان.
writing-too-long = { $over }. اختصر المنشور أو قسّمه إلى عدة منشورات.
writing-failed-text-kept = { $failure } نصّك محفوظ.
writing-published = نُشر
writing-draft-saved = حُفظت المسودة
writing-changes-saved = حُفظت التغييرات
writing-show = عرض
writing-hidden-by-search = سيظهر عندما تمسح البحث.
writing-listed-under = تجده في «{ $list }».
# What was done, then where the post is.
writing-done-and-where = { $done }. { $where }
writing-saving = يجري الحفظ…
writing-saved = محفوظ على هذا الجهاز
writing-sending = يجري الإرسال…
writing-still-sending = ما زال الإرسال جاريًا…
writing-send-behind = الإرسال في الخلفية
writing-explain = أين يُحفظ نصّك
writing-explained = يُحفظ النص غير المكتمل على هذا الجهاز إلى أن تتابعه. أما «حفظ المسودة» فيضعه على الخادم، فتراه على كل أجهزتك ولا يراه غيرك.
writing-explained-changes = تُحفظ التغييرات غير المكتملة على هذا الجهاز إلى أن تتابعها. ولا يراها الآخرون إلا بعد أن تحفظها.
# The tools above the text.
writing-tools = التنسيق
writing-tool = { $name } ({ $keys })
writing-size-of = { $used } من { $most }
writing-title-size = العنوان: { $size }
writing-over-by =
    { $count ->
        [zero] ليس طويلًا
        [one] أطول من المسموح بحرف واحد
        [two] أطول من المسموح بحرفين
        [few] أطول من المسموح بـ { $count } أحرف
        [many] أطول من المسموح بـ { $count } حرفًا
       *[other] أطول من المسموح بـ { $count } حرف
    }
writing-size-share = { $percent }٪ مما يتسع له المنشور
writing-too-long-by =
    { $count ->
        [zero] ليس طويلًا
        [one] أطول من المسموح ببايت واحد
        [two] أطول من المسموح ببايتين
        [few] أطول من المسموح بـ { $count } بايتات
        [many] أطول من المسموح بـ { $count } بايتًا
       *[other] أطول من المسموح بـ { $count } بايت
    }
writing-unfinished = تغييرات غير محفوظة
writing-untitled = بلا عنوان
writing-continue = متابعة
writing-discard = تجاهل
writing-discarded = تم تجاهل المسودة

## Files that are dropped on a post, or pasted into it.

file-picture = لا يمكن رفع الصور. لعرض صورة موجودة على الويب اكتب ![وصفها](https://…) مع عنوانها.
# The engine does not tell whether it is a picture.
paste-no-text = لا يوجد نص للصقه. لا يمكن رفع الصور. لعرض صورة موجودة على الويب اكتب ![وصفها](https://…) مع عنوانها.
paste-too-long = النص المنسوخ أطول مما يتسع له المنشور. انسخ الجزء الذي تحتاج إليه.
file-too-long = «{ $name }» أطول مما يمكن أن يكونه منشور. انسخ الجزء الذي تريده.
file-no-text = «{ $name }» ليس ملفًا نصيًا، والمنشور لا يحوي إلا النص.
file-unreadable = تعذّرت قراءة «{ $name }». إن كان مجلدًا فأفلت الملفات التي فيه بدلًا منه.
file-nowhere = لإضافة ملف نصي أفلته على منشور تكتبه.
file-added = أُضيف «{ $name }».
file-added-many =
    { $count ->
        [zero] لم يُضف أي ملف.
        [one] أُضيف ملف واحد.
        [two] أُضيف ملفان.
        [few] أُضيفت { $count } ملفات.
        [many] أُضيف { $count } ملفًا.
       *[other] أُضيف { $count } ملف.
    }

## A post that was changed elsewhere while it was being changed here.

conflict-heading = تغيّر هذا المنشور في مكان آخر
conflict-both = النسختان
conflict-explained = منذ أن بدأت تغيّر هذا المنشور، ربما غيّرته أنت في نافذة أخرى. لم يُحفظ شيء بعد، ولن يضيع أي من النصين حتى تختار.
conflict-theirs = النسخة الحالية
conflict-was-published = لقد نُشر.
conflict-was-withdrawn = لقد جُعل مسودة.
conflict-mine = نسختك
conflict-later = القرار لاحقًا
conflict-take-theirs = استخدام النسخة الحالية
conflict-keep-mine = المتابعة بنسختي
conflict-not-saved = تغيّر هذا المنشور في مكان آخر. لم يُحفظ شيء بعد: اختر ما تفعله.
conflict-deleted = حُذف هذا المنشور في هذه الأثناء. انسخ النص إن أردت نشره من جديد.
