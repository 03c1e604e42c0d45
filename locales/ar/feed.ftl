### The lists of posts, and a post.

feed-signed-in-as = مسجّل الدخول باسم { $email }
feed-settings = الإعدادات
feed-settings-title = الإعدادات ({ $keys })
feed-sign-out = تسجيل الخروج
# The menu of the account that is signed in.
feed-account = الحساب
feed-new-post = منشور جديد
feed-search = البحث في المنشورات
feed-search-all = البحث في المنشورات والأشخاص
feed-search-all-short = منشورات وأشخاص
feed-search-clear = مسح البحث
feed-lists = قوائم المنشورات
# Above the reader’s own lists.
feed-mine = ما يخصّني
feed-outbox = صندوق الصادر
feed-outbox-empty = لا شيء ينتظر الإرسال.
feed-outbox-note = ما تنشره أو تحفظه أو تصوّت له والخادم غير متاح ينتظر هنا على هذا الجهاز، ويُرسل تلقائيًا.
feed-reload = تحديث
feed-endless = يرسل الخادم المنشورات نفسها مرة بعد مرة، لذلك تنتهي القائمة هنا. أخبر من يديره.
feed-load-more = تحميل المزيد
feed-paged = التحميل صفحةً صفحة
feed-unpaged = التحميل تلقائيًا
feed-found = العناوين التي فيها «{ $search }»
feed-found-in-texts = المنشورات التي فيها «{ $search }»
feed-count =
    { $count ->
        [zero] لا منشورات
        [one] منشور واحد
        [two] منشوران
        [few] { $count } منشورات
        [many] { $count } منشورًا
       *[other] { $count } منشور
    }
# $count is where the server stops counting.
feed-count-more = أكثر من { $count } منشور
feed-people = الأشخاص
feed-posts = المنشورات
feed-shown =
    { $count ->
        [zero] لا منشورات معروضة
        [one] منشور واحد معروض
        [two] منشوران معروضان
        [few] { $count } منشورات معروضة
        [many] { $count } منشورًا معروضًا
       *[other] { $count } منشور معروض
    }
feed-waiting =
    { $count ->
        [zero] لا منشورات جديدة
        [one] منشور جديد
        [two] منشوران جديدان
        [few] { $count } منشورات جديدة
        [many] { $count } منشورًا جديدًا
       *[other] { $count } منشور جديد
    }
view-new = الجديد
view-top = الأعلى
view-hot = الرائج
view-mine = منشوراتي
view-drafts = المسودات
view-person = منشورات { $email }
feed-empty = لا شيء هنا بعد. اكتب أول منشور.
feed-empty-drafts = ليست لديك مسودات.
feed-drafts-note = محفوظة على الخادم، فتراها على كل أجهزتك ولا يراها غيرك. أما النص الذي لم تحفظه بعد فيبقى على هذا الجهاز.
feed-empty-mine = لم تنشر شيئًا بعد.
feed-empty-person = لا منشورات بعد.
feed-empty-search = لا عنوان يحتوي على «{ $search }».
feed-empty-in-texts = لا منشور فيه «{ $search }» في عنوانه أو نصه.
feed-empty-help = تحقّق من الكتابة، أو جرّب كلمات أقل أو غيرها.
feed-show-all = عرض كل المنشورات

## A post.

post-you = أنت
post-draft = مسودة
post-draft-title = لا يراه غيرك إلى أن تنشره.
post-edit = تعديل
post-delete = حذف
post-show-all = عرض الكل
post-show-less = عرض أقل
# Names the page of one post to who hears it.
post-heading = منشور
# Beside a list, where no post of it is open.
post-none-open = اختر منشورًا لقراءته هنا.
post-copy-link = نسخ الرابط
post-link-copied = نُسخ الرابط
post-text-copied = نُسخ النص

## Finding a text in the open post.

find-heading = البحث في المنشور
find-none = لا نتائج
find-place =
    { $more ->
        [more] { $at } من أكثر من { $count }
       *[all] { $at } من { $count }
    }
find-next-title = النتيجة التالية ({ $keys })
find-previous-title = النتيجة السابقة ({ $keys })

## The post.

post-link = رابط هذا المنشور هو { $link }
post-gone = لم يعد هذا المنشور موجودًا
post-gone-why = حذفه كاتبه أو سحبه، أو لم يكن على هذا الخادم قط.
post-gone-meanwhile = لم يعد «{ $title }» موجودًا: حُذف في هذه الأثناء.
post-deleted = حُذف المنشور
post-will-be-deleted = سيُحذف هذا المنشور.
post-named-will-be-deleted = سيُحذف «{ $title }».
post-undo = تراجع
post-delete-heading = أتريد حذف هذا المنشور؟
post-delete-warning = سيختفي «{ $title }» وأصواته عن الجميع. يمكنك التراجع خلال بضع ثوانٍ.
post-delete-keep = الاحتفاظ بالمنشور
post-delete-confirm = حذف المنشور
vote-button =
    { $count ->
        [zero] تصويت، لا أصوات
        [one] تصويت، صوت واحد
        [two] تصويت، صوتان
        [few] تصويت، { $count } أصوات
        [many] تصويت، { $count } صوتًا
       *[other] تصويت، { $count } صوت
    }
vote-give = تصويت
vote-take-back = سحب صوتك
