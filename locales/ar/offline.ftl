### While the server is away: what was loaded, and what waits to be sent.

offline-banner = أنت غير متصل. يظهر ما حُمِّل في { $time }.
# Something answers at the server's address, and its certificate is refused.
offline-insecure = أنت غير متصل: شهادة الخادم غير صالحة، أو ليست الشهادة التي وثقت بها. يظهر ما حُمِّل في { $time }.
offline-check-address = فحص الشهادة
offline-region = الاتصال
offline-try-now = إعادة الاتصال الآن
offline-no-answer = لا إجابة بعد. يواصل Hearth المحاولة.
offline-list-stays = الخادم غير متاح. ستُحدَّث القائمة حين يعود.
offline-outbox-full = تغييرات كثيرة تنتظر الإرسال. انتظر حتى يعود الخادم، ثم حاول مجددًا.
offline-too-late = هذا المنشور يُرسل الآن، فلا يمكن تغييره هنا بعد.

offline-post-waits = سيُرسل منشورك فور عودة الخادم.
offline-draft-waits = ستُرسل مسودتك فور عودة الخادم.
offline-waiting-heading = لم يُرسل بعد
offline-waiting = ينتظر الإرسال
offline-unsure = في انتظار تأكيد وصوله
offline-refused = لم يُرسل: رفضه الخادم
offline-refused-too-long = لم يُرسل: أطول مما يقبله الخادم
offline-edit = تعديل
offline-discard = تجاهل
offline-discarded = تم تجاهل «{ $title }»
offline-undo = تراجع
offline-composer-full = أكمل أولًا المنشور الذي تكتبه أو تجاهله.
offline-sent = أُرسل «{ $title }»
# $count is always more than one.
offline-sent-many =
    { $count ->
        [zero] لم يُرسل أي منشور.
        [one] أُرسل منشور واحد.
        [two] أُرسل منشوران.
        [few] أُرسلت { $count } منشورات.
        [many] أُرسل { $count } منشورًا.
       *[other] أُرسل { $count } منشور.
    }
offline-hidden =
    { $count ->
        [zero] لا منشور آخر ينتظر.
        [one] منشور آخر ينتظر.
        [two] منشوران آخران ينتظران.
        [few] { $count } منشورات أخرى تنتظر.
        [many] { $count } منشورًا آخر ينتظر.
       *[other] { $count } منشور آخر ينتظر.
    }
offline-show-more = عرض المزيد
offline-vote-waits = سيُرسل صوتك فور عودة الخادم
offline-vote-dropped = لم يُحسب أحد الأصوات: لم يعد منشوره موجودًا.
offline-unreadable = تعذرت قراءة بعض التغييرات غير المرسلة. وهي محفوظة في { $path }

## Signing out.

sign-out-unsent-heading = لم يُرسل كل شيء
sign-out-unsent-posts =
    { $count ->
        [zero] لا منشور ينتظر.
        [one] منشور واحد لم يُرسل بعد.
        [two] منشوران لم يُرسلا بعد.
        [few] { $count } منشورات لم تُرسل بعد.
        [many] { $count } منشورًا لم تُرسل بعد.
       *[other] { $count } منشور لم تُرسل بعد.
    }
sign-out-unsent-votes =
    { $count ->
        [zero] لا صوت ينتظر.
        [one] صوت واحد لم يُرسل بعد.
        [two] صوتان لم يُرسلا بعد.
        [few] { $count } أصوات لم تُرسل بعد.
        [many] { $count } صوتًا لم تُرسل بعد.
       *[other] { $count } صوت لم تُرسل بعد.
    }
sign-out-unsent = تبقى على هذا الجهاز لك وحدك، وتُرسل عندما تسجّل الدخول هنا مجددًا.
sign-out-unfinished-heading = لديك نص غير مكتمل
sign-out-unfinished =
    { $count ->
        [zero] ليس لديك نص غير مكتمل.
        [one] يبقى نصّك غير المكتمل على هذا الجهاز، لا يراه غيرك، إلى أن تسجّل الدخول هنا مجددًا.
        [two] يبقى نصّاك غير المكتملين على هذا الجهاز، لا يراهما غيرك، إلى أن تسجّل الدخول هنا مجددًا.
        [few] تبقى { $count } نصوص غير مكتملة على هذا الجهاز، لا يراها غيرك، إلى أن تسجّل الدخول هنا مجددًا.
        [many] يبقى { $count } نصًا غير مكتمل على هذا الجهاز، لا يراها غيرك، إلى أن تسجّل الدخول هنا مجددًا.
       *[other] يبقى { $count } نص غير مكتمل على هذا الجهاز، لا يراها غيرك، إلى أن تسجّل الدخول هنا مجددًا.
    }
sign-out-cancel = ابقَ مسجّل الدخول
sign-out-confirm = تسجيل الخروج
