<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Version {number}</source>
        <translation>الإصدار {number}</translation>
    </message>
    <message>
        <source>Development version</source>
        <translation>إصدار قيد التطوير</translation>
    </message>
    <message>
        <source>Libraries, typeface and icons</source>
        <translation>المكتبات والخط والأيقونات</translation>
    </message>
</context>
<context>
    <name>AccessCard</name>
    <message>
        <source>What is allowed</source>
        <translation>الصلاحيات</translation>
    </message>
    <message>
        <source>What the sign-in of this program opens, as the service tells it.</source>
        <translation>ما يتيحه تسجيل دخول هذا البرنامج، حسب خدمة الدفع.</translation>
    </message>
    <message>
        <source>Stores: {why}</source>
        <translation>المتاجر: {why}</translation>
    </message>
    <message>
        <source>This program does not use it.</source>
        <translation>لا يستخدمها هذا البرنامج.</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>مسموح</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>غير مسموح</translation>
    </message>
    <message>
        <source>{service} says that this sign-in is over.</source>
        <translation>انتهى تسجيل الدخول هذا حسب {service}.</translation>
    </message>
    <message>
        <source>{service} did not say when this sign-in ends.</source>
        <translation>لم يذكر {service} موعد انتهاء تسجيل الدخول هذا.</translation>
    </message>
    <message>
        <source>The token that was looked at ended at {time}.</source>
        <translation>انتهى في {time} رمز الوصول الذي تم فحصه.</translation>
    </message>
    <message>
        <source>The token that is used now is good until {time}.</source>
        <translation>رمز الوصول المستخدم الآن صالح حتى {time}.</translation>
    </message>
</context>
<context>
    <name>AccountAsOf</name>
    <message>
        <source>Ask {service} now (F5)</source>
        <translation>تحديث من {service} (F5)</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Asking {service}…</source>
        <translation>جارٍ التحديث من {service}…</translation>
    </message>
    <message>
        <source>Not read from {service} yet</source>
        <translation>لم تُقرأ من {service} بعد</translation>
    </message>
</context>
<context>
    <name>AccountCard</name>
    <message>
        <source>Not read from {service} yet.</source>
        <translation>لم تُقرأ من {service} بعد.</translation>
    </message>
    <message>
        <source>Not active</source>
        <translation>غير مفعّلة</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>لم يُذكر</translation>
    </message>
</context>
<context>
    <name>ActionCard</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>المحاولة الآن</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>إيقاف المحاولة</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Show order</source>
        <translation>عرض الطلب</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>إرسال الآن</translation>
    </message>
    <message>
        <source>It is being sent; RETM has not answered yet.</source>
        <translation>جارٍ الإرسال، ولم يصل رد RETM بعد.</translation>
    </message>
    <message>
        <source>It cannot be edited until that is known: RETM may have it already.</source>
        <translation>لا يمكن تعديله قبل معرفة ذلك: قد يكون لدى RETM بالفعل.</translation>
    </message>
    <message>
        <source>RETM did not do it.</source>
        <translation>لم ينفّذه RETM.</translation>
    </message>
    <message>
        <source>It is sent again at {time}.</source>
        <translation>سيُعاد الإرسال في {time}.</translation>
    </message>
    <message>
        <source>It waits for what was asked of this order before.</source>
        <translation>ينتظر ما طُلب لهذا الطلب قبله.</translation>
    </message>
    <message>
        <source>It is being edited, and sent as it is at {time} at the latest.</source>
        <translation>قيد التعديل، ويُرسل كما هو في {time} على الأكثر.</translation>
    </message>
    <message>
        <source>It is sent in a few seconds; until then it can be taken back.</source>
        <translation>سيُرسل خلال ثوانٍ، ويمكن التراجع عنه قبل ذلك.</translation>
    </message>
    <message>
        <source>It is kept here and sent as soon as RETM answers.</source>
        <translation>محفوظ هنا ويُرسل فور استجابة RETM.</translation>
    </message>
    <message>
        <source>It is being sent just now.</source>
        <translation>جارٍ إرساله الآن.</translation>
    </message>
    <message>
        <source>RETM answers in a moment; then it can be given up.</source>
        <translation>سيرد RETM بعد لحظات، وعندها يمكن إيقاف المحاولة.</translation>
    </message>
    <message>
        <source>It is too late to take this back.</source>
        <translation>فات وقت التراجع عن هذا.</translation>
    </message>
    <message>
        <source>It was sent to RETM already.</source>
        <translation>سبق إرساله إلى RETM.</translation>
    </message>
</context>
<context>
    <name>ActionStrip</name>
    <message>
        <source>Make this order at RETM</source>
        <translation>إنشاء هذا الطلب في RETM</translation>
    </message>
    <message>
        <source>Asked: {act}</source>
        <translation>المطلوب: {act}</translation>
    </message>
    <message>
        <source>Asked: cancel the order ({reason})</source>
        <translation>المطلوب: إلغاء الطلب ({reason})</translation>
    </message>
</context>
<context>
    <name>ActsCard</name>
    <message>
        <source>On this computer</source>
        <translation>على هذا الجهاز</translation>
    </message>
    <message>
        <source>The account is used by every restaurant of this program that is paid in ringgit.</source>
        <translation>يُستخدم حساب الدفع لكل مطاعم هذا البرنامج التي تحصّل بالرنجيت.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>تسجيل الدخول مجددًا</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Read now</source>
        <translation>تحديث الآن</translation>
    </message>
    <message>
        <source>Account, stores and transactions</source>
        <translation>حساب الدفع والمتاجر والعمليات</translation>
    </message>
    <message>
        <source>Read by themselves every few minutes.</source>
        <translation>تُقرأ تلقائيًا كل بضع دقائق.</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>تغيير الرقم السري PIN</translation>
    </message>
    <message>
        <source>PIN for refunds</source>
        <translation>الرقم السري PIN لرد المبالغ</translation>
    </message>
    <message>
        <source>Every refund on this computer asks for it.</source>
        <translation>يُطلب عند كل رد مبلغ على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>إلغاء الربط</translation>
    </message>
    <message>
        <source>Transactions and settlements that were read stay here.</source>
        <translation>تبقى العمليات والتسويات التي قُرئت محفوظة هنا.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>مرتبط</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الربط…</translation>
    </message>
    <message>
        <source>New secret needed</source>
        <translation>سر جديد مطلوب</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>غير مرتبط</translation>
    </message>
    <message>
        <source>Connected since {time}</source>
        <translation>مرتبط منذ {time}</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>وقت غير معروف</translation>
    </message>
    <message>
        <source>The PIN for refunds is kept.</source>
        <translation>تم حفظ الرقم السري PIN لرد المبالغ.</translation>
    </message>
    <message>
        <source>Forgotten: the sign-in, the keys and the PIN for refunds on this computer.
Kept: the transactions and settlements that were read.
{service} has no way for a program to give access back: remove the application under “My Account” there as well.</source>
        <translation>يُحذف: بيانات الدخول والمفاتيح والرقم السري PIN لرد المبالغ على هذا الجهاز.
يبقى: العمليات والتسويات التي قُرئت.
لا يتيح {service} للبرنامج إلغاء الوصول بنفسه: احذف التطبيق هناك أيضًا من «My Account».</translation>
    </message>
    <message>
        <source>Payments and refunds whose end is not certain yet: {n}. Nobody looks them up until the account is connected again.</source>
        <translation>عمليات دفع ورد مبالغ لم تتأكد نتيجتها بعد: {n}. لن يُستعلم عنها حتى يُعاد ربط حساب الدفع.</translation>
    </message>
    <message>
        <source>Disconnect {account}?</source>
        <translation>إلغاء ربط {account}؟</translation>
    </message>
    <message>
        <source>Keep it connected</source>
        <translation>إبقاء الربط</translation>
    </message>
</context>
<context>
    <name>AddressesCard</name>
    <message>
        <source>Addresses to register with RETM</source>
        <translation>عناوين تُسجَّل لدى RETM</translation>
    </message>
    <message>
        <source>The till asks here whether a code is good, and tells here that it was used.</source>
        <translation>تسأل نقطة البيع هنا هل الرمز صالح، وتُبلغ هنا باستخدامه.</translation>
    </message>
    <message>
        <source>Check Reward</source>
        <translation>التحقق من المكافأة</translation>
    </message>
    <message>
        <source>Redeem Reward</source>
        <translation>استخدام المكافأة</translation>
    </message>
    <message>
        <source>Both addresses, one a line</source>
        <translation>العنوانان معًا، كل عنوان في سطر</translation>
    </message>
    <message>
        <source>both addresses</source>
        <translation>العنوانين معًا</translation>
    </message>
    <message>
        <source>How RETM reaches this computer</source>
        <translation>كيف تصل RETM إلى هذا الجهاز</translation>
    </message>
    <message>
        <source>The till gets no answer; cashiers cannot take coupons. {next}</source>
        <translation>لا يصل رد إلى نقطة البيع ولا يمكن قبول الكوبونات. {next}</translation>
    </message>
    <message>
        <source>No public address is set: RETM&apos;s till cannot ask this computer.</source>
        <translation>لم يُحدَّد عنوان عام: لا تستطيع نقطة بيع RETM سؤال هذا الجهاز.</translation>
    </message>
    <message>
        <source>The book works all the same. Enter the public address below and register both with RETM.</source>
        <translation>دفتر المكافآت يعمل مع ذلك. أدخل العنوان العام في الأسفل وسجّل العنوانين لدى RETM.</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} د</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} س</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} ي</translation>
    </message>
</context>
<context>
    <name>AlertNotice</name>
    <message>
        <source>Further addresses: {n}.</source>
        <translation>عناوين أخرى: {n}.</translation>
    </message>
    <message>
        <source>Everything is being read from RETM again, so no order is missed. Look at the connection.</source>
        <translation>تُقرأ كل البيانات من RETM من جديد، فلا يضيع أي طلب. راجع صفحة الاتصال.</translation>
    </message>
    <message>
        <source>It concerns another of your restaurants, which is read again as soon as it is shown.</source>
        <translation>يخص ذلك مطعمًا آخر من مطاعمك، وتُقرأ بياناته من جديد عند عرضه.</translation>
    </message>
    <message>
        <source>RETM could not deliver messages to this computer.</source>
        <translation>تعذّر على RETM إيصال الإشعارات إلى هذا الجهاز.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>an address RETM does not name</source>
        <translation>عنوان لم يذكره RETM</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا يوجد</translation>
    </message>
    <message>
        <source>Three tries in a row failed at {address}; last answer: {answer}; told at {time}.</source>
        <translation>فشلت ثلاث محاولات متتالية إلى {address}، آخر رد: {answer}، وقت الإبلاغ: {time}.</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>RETM&apos;s answer</source>
        <translation>رد RETM</translation>
    </message>
    <message>
        <source>the address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>لا يحتوي الرد على أي محتوى.</translation>
    </message>
    <message>
        <source>RETM does not accept the token. Look at the token in the overview.</source>
        <translation>لا يقبل RETM رمز الوصول. راجع رمز الوصول في النظرة العامة.</translation>
    </message>
    <message>
        <source>RETM does not allow this for your sign-in. Ask RETM which rights the application has.</source>
        <translation>لا يسمح RETM بذلك لتسجيل الدخول هذا. اسأل RETM عن صلاحيات التطبيق.</translation>
    </message>
    <message>
        <source>RETM does not know this record, or the path is another one in reality.</source>
        <translation>لا يعرف RETM هذا السجل، أو أن المسار مختلف في الواقع.</translation>
    </message>
    <message>
        <source>Nothing is at this path. Ask RETM for the right one and enter it above; nothing was changed.</source>
        <translation>لا يوجد شيء في هذا المسار. اسأل RETM عن المسار الصحيح وأدخله في الأعلى، ولم يتغير شيء.</translation>
    </message>
    <message>
        <source>RETM refused the empty request, as it should: the path is right. Nothing was made.</source>
        <translation>رفض RETM الطلب الفارغ كما ينبغي: المسار صحيح، ولم يُنشأ شيء.</translation>
    </message>
    <message>
        <source>RETM asks us to slow down. Wait a moment before the next try.</source>
        <translation>يطلب RETM التمهل. انتظر لحظة قبل المحاولة التالية.</translation>
    </message>
    <message>
        <source>RETM has a fault of its own right now. Try again later.</source>
        <translation>لدى RETM عطل في خوادمه الآن. حاول لاحقًا.</translation>
    </message>
    <message>
        <source>RETM accepted an empty request. Look at RETM whether something was made by it.</source>
        <translation>قبل RETM طلبًا فارغًا. تحقق في RETM مما إذا كان قد أُنشئ شيء بسببه.</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Applies at once, on this computer only.</source>
        <translation>يُطبّق فورًا على هذا الجهاز فقط.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>حسب النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>تكبير</translation>
    </message>
</context>
<context>
    <name>AreasCard</name>
    <message>
        <source>What works</source>
        <translation>ما يعمل</translation>
    </message>
    <message>
        <source>As RETM last answered, by what it is used for.</source>
        <translation>حسب آخر رد من RETM، مرتبًا بحسب الاستخدام.</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} من {total}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Does not work: {names}</source>
        <translation>لا يعمل: {names}</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>لم يُجرَّب بعد</translation>
    </message>
    <message>
        <source>Works: {names}</source>
        <translation>يعمل: {names}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>عرض {name}</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message>
        <source>No sound device plays. Connect a loudspeaker, and look at the system&apos;s sound settings.</source>
        <translation>لا يعمل أي جهاز صوت. صِل سماعة وراجع إعدادات الصوت في النظام.</translation>
    </message>
    <message>
        <source>No program that plays sounds was found. On Linux install pulseaudio-utils or alsa-utils.</source>
        <translation>لا يوجد برنامج لتشغيل الأصوات. في لينكس ثبّت pulseaudio-utils أو alsa-utils.</translation>
    </message>
</context>
<context>
    <name>BillLines</name>
    <message>
        <source>Item without a name</source>
        <translation>صنف بدون اسم</translation>
    </message>
    <message>
        <source>Modifier without a name</source>
        <translation>إضافة بدون اسم</translation>
    </message>
    <message>
        <source>{amount} each before tax</source>
        <translation>{amount} للواحد قبل الضريبة</translation>
    </message>
    <message>
        <source>discount {amount}</source>
        <translation>خصم {amount}</translation>
    </message>
    <message>
        <source>tax {amount}</source>
        <translation>ضريبة {amount}</translation>
    </message>
</context>
<context>
    <name>BillSums</name>
    <message>
        <source>Subtotal</source>
        <translation>المجموع الفرعي</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>الخصم</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>رسم</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Paid: {name}</source>
        <translation>الدفع: {name}</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>دفعة</translation>
    </message>
    <message>
        <source>No payment told</source>
        <translation>لم تُذكر طريقة الدفع</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>New orders appear here by themselves.</source>
        <translation>تظهر الطلبات الجديدة هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>Accepted orders wait here for the kitchen.</source>
        <translation>الطلبات المقبولة تنتظر المطبخ هنا.</translation>
    </message>
    <message>
        <source>What is ready to be handed over stands here.</source>
        <translation>الطلبات الجاهزة للتسليم تظهر هنا.</translation>
    </message>
    <message>
        <source>Orders with a driver stand here.</source>
        <translation>الطلبات التي مع السائق تظهر هنا.</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>المكتملة اليوم</translation>
    </message>
    <message>
        <source>Finished orders of the last 24 hours stand here.</source>
        <translation>الطلبات المكتملة خلال آخر 24 ساعة تظهر هنا.</translation>
    </message>
</context>
<context>
    <name>BookView</name>
    <message>
        <source>Rewards</source>
        <translation>المكافآت</translation>
    </message>
    <message>
        <source>No rewards yet</source>
        <translation>لا توجد مكافآت بعد</translation>
    </message>
    <message>
        <source>A reward is a code that a cashier types at the till. RETM&apos;s till then asks this program.</source>
        <translation>المكافأة رمز يكتبه الكاشير في نقطة البيع، فتسأل نقطة بيع RETM هذا البرنامج عنه.</translation>
    </message>
    <message>
        <source>New reward</source>
        <translation>مكافأة جديدة</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>What it gives</source>
        <translation>ماذا تمنح</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Uses left</source>
        <translation>المرات المتبقية</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>استُخدمت</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>سارية من</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>سارية حتى</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>No code and no note holds “{text}”.</source>
        <translation>لا رمز ولا ملاحظة فيها «{text}».</translation>
    </message>
</context>
<context>
    <name>BranchCard</name>
    <message>
        <source>{n} open</source>
        <translation>الجارية: {n}</translation>
    </message>
    <message>
        <source>none open</source>
        <translation>لا طلبات جارية</translation>
    </message>
    <message>
        <source>RETM tells no address</source>
        <translation>لا يوجد عنوان في RETM</translation>
    </message>
    <message>
        <source>No payment store</source>
        <translation>بدون متجر دفع</translation>
    </message>
</context>
<context>
    <name>BranchChoice</name>
    <message>
        <source>Payments</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>Store for payments</source>
        <translation>متجر الدفع</translation>
    </message>
    <message>
        <source>No store</source>
        <translation>بدون متجر</translation>
    </message>
    <message>
        <source>Payments of this branch&apos;s orders go to this store.</source>
        <translation>دفعات طلبات هذا الفرع تذهب إلى هذا المتجر.</translation>
    </message>
    <message>
        <source>The payment account has no store on this computer yet.</source>
        <translation>لا يوجد على هذا الجهاز أي متجر من حساب الدفع بعد.</translation>
    </message>
    <message>
        <source>From now on they go to {store}.</source>
        <translation>تذهب من الآن إلى {store}.</translation>
    </message>
    <message>
        <source>From now on they go to no store.</source>
        <translation>لا تذهب من الآن إلى أي متجر.</translation>
    </message>
</context>
<context>
    <name>BranchDetail</name>
    <message>
        <source>{n} orders open</source>
        <translation>الطلبات الجارية: {n}</translation>
    </message>
    <message>
        <source>No open orders</source>
        <translation>لا توجد طلبات جارية</translation>
    </message>
    <message>
        <source>Show orders</source>
        <translation>عرض الطلبات</translation>
    </message>
    <message>
        <source>Where and how</source>
        <translation>الموقع والتواصل</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>الإحداثيات</translation>
    </message>
    <message>
        <source>Id at RETM</source>
        <translation>المعرّف في RETM</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>RETM tells of no device here.</source>
        <translation>لا يوجد جهاز لهذا الفرع في RETM.</translation>
    </message>
</context>
<context>
    <name>BranchList</name>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
</context>
<context>
    <name>BranchesModel</name>
    <message>
        <source>{n} open</source>
        <translation>الجارية: {n}</translation>
    </message>
    <message>
        <source>No payment store</source>
        <translation>بدون متجر دفع</translation>
    </message>
</context>
<context>
    <name>BranchesPage</name>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Payment stores</source>
        <translation>متاجر الدفع</translation>
    </message>
    <message>
        <source>Branches as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Search branches</source>
        <translation>البحث في الفروع</translation>
    </message>
    <message>
        <source>Reading the branches…</source>
        <translation>جارٍ قراءة الفروع…</translation>
    </message>
    <message>
        <source>They are on this computer and appear in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>{n} branches</source>
        <translation>عدد الفروع: {n}</translation>
    </message>
    <message>
        <source>No branch holds “{text}”.</source>
        <translation>لا يوجد فرع يطابق «{text}».</translation>
    </message>
    <message>
        <source>No branches</source>
        <translation>لا توجد فروع</translation>
    </message>
    <message>
        <source>RETM tells of no branch of this restaurant.</source>
        <translation>لا يوجد فرع لهذا المطعم في RETM.</translation>
    </message>
    <message>
        <source>No branches on this computer yet</source>
        <translation>لا توجد فروع محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>The branches are on their way</source>
        <translation>الفروع في الطريق</translation>
    </message>
    <message>
        <source>They have not been read from RETM yet and appear here by themselves.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>ButtonCard</name>
    <message>
        <source>Button at the till</source>
        <translation>زر في نقطة البيع</translation>
    </message>
    <message>
        <source>An extra button in the till&apos;s dialog that opens an address. Leave it empty for none.</source>
        <translation>زر إضافي في نافذة نقطة البيع يفتح عنوانًا. اتركه فارغًا إن لم ترغب به.</translation>
    </message>
    <message>
        <source>Words in English</source>
        <translation>النص بالإنجليزية</translation>
    </message>
    <message>
        <source>Words in Arabic</source>
        <translation>النص بالعربية</translation>
    </message>
    <message>
        <source>Address it opens</source>
        <translation>العنوان الذي يفتحه</translation>
    </message>
    <message>
        <source>Then the dialog closes</source>
        <translation>ثم تُغلق النافذة</translation>
    </message>
    <message>
        <source>The dialog stays open</source>
        <translation>تبقى النافذة مفتوحة</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Cancel order {number}?</source>
        <translation>إلغاء الطلب {number}؟</translation>
    </message>
    <message>
        <source>RETM and the kitchen are told the reason. A cancelled order does not come back.</source>
        <translation>يُرسل السبب إلى RETM والمطبخ. لا يمكن استعادة الطلب الملغي.</translation>
    </message>
    <message>
        <source>More words, or another reason</source>
        <translation>تفاصيل إضافية أو سبب آخر</translation>
    </message>
    <message>
        <source>Keep order</source>
        <translation>إبقاء الطلب</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>إبقاؤه كما هو</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>The customer asked for it</source>
        <translation>بطلب من العميل</translation>
    </message>
    <message>
        <source>Something is sold out</source>
        <translation>صنف غير متوفر</translation>
    </message>
    <message>
        <source>The kitchen is too busy</source>
        <translation>ضغط على المطبخ</translation>
    </message>
    <message>
        <source>Address or phone is wrong</source>
        <translation>العنوان أو الجوال خاطئ</translation>
    </message>
    <message>
        <source>Ordered twice by mistake</source>
        <translation>طلب مكرر بالخطأ</translation>
    </message>
</context>
<context>
    <name>CardDelegate</name>
    <message>
        <source>RETM sent no items</source>
        <translation>لم يرسل RETM أي أصناف</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>Walk-in customer</source>
        <translation>عميل مباشر</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} أخرى</translation>
    </message>
    <message>
        <source>{amount} est.</source>
        <translation>{amount} تقديري</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>STOP · Cancelled</source>
        <translation>توقف · ملغي</translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
</context>
<context>
    <name>ChangeNotices</name>
    <message>
        <source>Show what changed</source>
        <translation>عرض التغييرات</translation>
    </message>
    <message>
        <source>“{name}” is chosen, and every price is as before. Check at RETM that it has its own prices.</source>
        <translation>تم اختيار «{name}»، والأسعار كلها كما كانت. تحقق في RETM من أن للقائمة أسعارًا خاصة بها.</translation>
    </message>
    <message>
        <source>RETM sent the same prices for this list.</source>
        <translation>أسعار هذه القائمة كما أرسلها RETM هي نفسها.</translation>
    </message>
    <message>
        <source>Prices of “{name}” since {time}: {n} of {m} is different</source>
        <translation>أسعار «{name}» منذ {time}، عدد الأسعار المختلفة: {n} من {m}</translation>
    </message>
    <message>
        <source>Prices of “{name}” since {time}: {n} of {m} are different</source>
        <translation>أسعار «{name}» منذ {time}، عدد الأسعار المختلفة: {n} من {m}</translation>
    </message>
</context>
<context>
    <name>ChangeRows</name>
    <message>
        <source>What changed</source>
        <translation>التغييرات</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Changes of the menu</source>
        <translation>تغييرات قائمة الطعام</translation>
    </message>
    <message>
        <source>Every price of this list is the same as before.</source>
        <translation>أسعار هذه القائمة كلها كما كانت.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>ChargePart</name>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Tax on it</source>
        <translation>الضريبة عليه</translation>
    </message>
    <message>
        <source>Added to the amount, as far as is known.</source>
        <translation>تُضاف إلى المبلغ حسب المعروف.</translation>
    </message>
    <message>
        <source>No tax of this restaurant has been read from RETM yet.</source>
        <translation>لم تُقرأ ضرائب هذا المطعم من RETM بعد.</translation>
    </message>
    <message>
        <source>With tax</source>
        <translation>مع الضريبة</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>تقديري</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Payment method</source>
        <translation>طريقة الدفع</translation>
    </message>
    <message>
        <source>Refunded, also in part</source>
        <translation>المردودة كليًا أو جزئيًا</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>كل الحالات</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
    <message>
        <source>All payments</source>
        <translation>كل طرق الدفع</translation>
    </message>
</context>
<context>
    <name>ChoicesDialog</name>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>from {price}</source>
        <translation>من {price}</translation>
    </message>
    <message>
        <source>{n} kcal</source>
        <translation>{n} سعرة</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation>اختر واحدًا</translation>
    </message>
    <message>
        <source>Note for the kitchen</source>
        <translation>ملاحظة للمطبخ</translation>
    </message>
    <message>
        <source>No onions, extra crisp, …</source>
        <translation>بدون بصل، مقرمش أكثر، …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>تم الاختيار</translation>
    </message>
</context>
<context>
    <name>ChosenList</name>
    <message>
        <source>Choose products</source>
        <translation>اختيار المنتجات</translation>
    </message>
    <message>
        <source>Choose branches</source>
        <translation>اختيار الفروع</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>حذف</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>A cashier types it at the till; capitals, spaces, dashes and either script&apos;s digits do not matter.</source>
        <translation>يكتبه الكاشير في نقطة البيع؛ لا فرق بين الأحرف الكبيرة والصغيرة ولا المسافات والشرطات ولا شكل الأرقام.</translation>
    </message>
    <message>
        <source>Suggest another code</source>
        <translation>اقتراح رمز آخر</translation>
    </message>
    <message>
        <source>Good at the till</source>
        <translation>صالحة في نقطة البيع</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>موقوفة</translation>
    </message>
    <message>
        <source>Note for yourselves, never sent to the till</source>
        <translation>ملاحظة داخلية لا تُرسل إلى نقطة البيع</translation>
    </message>
</context>
<context>
    <name>CodeDetail</name>
    <message>
        <source>the code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
</context>
<context>
    <name>CompanyCard</name>
    <message>
        <source>Company</source>
        <translation>الشركة</translation>
    </message>
    <message>
        <source>Whose account it is; what is charged here goes there.</source>
        <translation>صاحبة الحساب، وإليها يذهب ما يُحصَّل هنا.</translation>
    </message>
    <message>
        <source>Company without a name</source>
        <translation>شركة بدون اسم</translation>
    </message>
    <message>
        <source>Registration number</source>
        <translation>رقم التسجيل</translation>
    </message>
    <message>
        <source>Kind of company</source>
        <translation>نوع الشركة</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>النشاط</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Account id</source>
        <translation>معرّف الحساب</translation>
    </message>
</context>
<context>
    <name>ComparedStrip</name>
    <message>
        <source>Compare now</source>
        <translation>مقارنة الآن</translation>
    </message>
    <message>
        <source>Not compared with RETM yet.</source>
        <translation>لم تتم المقارنة مع RETM بعد.</translation>
    </message>
    <message>
        <source>Comparing with RETM…</source>
        <translation>جارٍ المقارنة مع RETM…</translation>
    </message>
    <message>
        <source>RETM has not answered. It is asked again by itself.</source>
        <translation>لم يصل رد من RETM. ستتكرر المحاولة تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Practise</source>
        <translation>بدء التدريب</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>ربط</translation>
    </message>
    <message>
        <source>This attempt was ended.</source>
        <translation>أُنهيت هذه المحاولة.</translation>
    </message>
    <message>
        <source>Nothing was connected. Another attempt may have taken its place.</source>
        <translation>لم يتم الربط. قد تكون محاولة أخرى حلّت محلها.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>{restaurant} is connected</source>
        <translation>تم ربط {restaurant}</translation>
    </message>
</context>
<context>
    <name>ConnectionPage</name>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>نظرة عامة</translation>
    </message>
    <message>
        <source>Every endpoint</source>
        <translation>كل نقاط الاتصال</translation>
    </message>
</context>
<context>
    <name>ConsentPanel</name>
    <message>
        <source>Allow access</source>
        <translation>السماح بالوصول</translation>
    </message>
    <message>
        <source>Address of the page shown</source>
        <translation>عنوان الصفحة المعروضة</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>إعادة التحميل</translation>
    </message>
    <message>
        <source>The page loads</source>
        <translation>جارٍ تحميل الصفحة</translation>
    </message>
    <message>
        <source>{service}&apos;s answer cannot reach this program now: paste the address by hand, or free the port.</source>
        <translation>لا يمكن أن يصل رد {service} إلى البرنامج الآن: الصق العنوان يدويًا أو حرّر المنفذ.</translation>
    </message>
    <message>
        <source>{service}&apos;s answer cannot reach this program now: paste the code by hand, or free the port.</source>
        <translation>لا يمكن أن يصل رد {service} إلى البرنامج الآن: الصق الرمز يدويًا أو حرّر المنفذ.</translation>
    </message>
    <message>
        <source>This page belongs to the practice on this computer: press {allow} to let the program in.</source>
        <translation>هذه صفحة التدريب على هذا الجهاز: اضغط «{allow}» للسماح للبرنامج بالوصول.</translation>
    </message>
    <message>
        <source>Sign in to {service} below if it asks you to, then press {allow}.</source>
        <translation>سجّل الدخول إلى {service} في الأسفل إن طُلب منك، ثم اضغط «{allow}».</translation>
    </message>
    <message>
        <source>{service}&apos;s page opens…</source>
        <translation>جارٍ فتح صفحة {service}…</translation>
    </message>
    <message>
        <source>Press {allow} there. This window goes on by itself as soon as {service} answers.</source>
        <translation>اضغط «{allow}» هناك. تكمل هذه النافذة تلقائيًا فور رد {service}.</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>فتحها مجددًا</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>عرضها هنا</translation>
    </message>
    <message>
        <source>the page&apos;s address</source>
        <translation>عنوان الصفحة</translation>
    </message>
    <message>
        <source>Open in my browser instead</source>
        <translation>الفتح في متصفحي بدلًا من ذلك</translation>
    </message>
    <message>
        <source>Paste the code</source>
        <translation>لصق الرمز</translation>
    </message>
    <message>
        <source>Paste the address</source>
        <translation>لصق العنوان</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>The page opens in your own browser</source>
        <translation>تُفتح الصفحة في متصفحك</translation>
    </message>
    <message>
        <source>Open in my browser</source>
        <translation>الفتح في متصفحي</translation>
    </message>
    <message>
        <source>The built-in browser does not work on this computer.</source>
        <translation>المتصفح المدمج لا يعمل على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Use your own browser: press the button below.</source>
        <translation>استخدم متصفحك: اضغط الزر في الأسفل.</translation>
    </message>
    <message>
        <source>Encrypted connection</source>
        <translation>اتصال مشفّر</translation>
    </message>
    <message>
        <source>A page of this computer; nothing leaves it</source>
        <translation>صفحة من هذا الجهاز، ولا يخرج منه شيء</translation>
    </message>
    <message>
        <source>Only {service}&apos;s own pages open here. If you need that page, use your own browser.</source>
        <translation>تُفتح هنا صفحات {service} فقط. إن احتجت تلك الصفحة فاستخدم متصفحك.</translation>
    </message>
    <message>
        <source>{service}&apos;s page answered with status {code}. Check the client id and the redirect address that is registered there, or load it again.</source>
        <translation>ردّت صفحة {service} بالحالة {code}. تحقق من معرّف التطبيق وعنوان إعادة التوجيه المسجّل هناك، أو أعد التحميل.</translation>
    </message>
    <message>
        <source>{service}&apos;s page answered with status {code}. Check the client id, or load it again.</source>
        <translation>ردّت صفحة {service} بالحالة {code}. تحقق من معرّف التطبيق أو أعد التحميل.</translation>
    </message>
    <message>
        <source>A page elsewhere was not opened.</source>
        <translation>لم تُفتح صفحة من موقع آخر.</translation>
    </message>
    <message>
        <source>A page of {host} was not opened.</source>
        <translation>لم تُفتح صفحة من {host}.</translation>
    </message>
    <message>
        <source>Check the internet connection and load it again. Told: {code}</source>
        <translation>تحقق من الاتصال بالإنترنت ثم أعد التحميل. رمز الخطأ: {code}</translation>
    </message>
    <message>
        <source>The page did not load well.</source>
        <translation>تعذّر تحميل الصفحة.</translation>
    </message>
    <message>
        <source>The connection to {host} is not safe, so the page was not opened.</source>
        <translation>الاتصال مع {host} غير آمن، لذلك لم تُفتح الصفحة.</translation>
    </message>
    <message>
        <source>Its certificate is not valid. Check this computer&apos;s date, and the network you are in.</source>
        <translation>شهادة الموقع غير صالحة. تحقق من تاريخ هذا الجهاز ومن الشبكة المستخدمة.</translation>
    </message>
    <message>
        <source>The page stopped working.</source>
        <translation>توقفت الصفحة عن العمل.</translation>
    </message>
    <message>
        <source>Nothing was connected. Load it again, or use your own browser.</source>
        <translation>لم يتم الربط. أعد التحميل أو استخدم متصفحك.</translation>
    </message>
    <message>
        <source>The page is open in your browser</source>
        <translation>الصفحة مفتوحة في متصفحك</translation>
    </message>
    <message>
        <source>Open the page in your browser</source>
        <translation>افتح الصفحة في متصفحك</translation>
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation>تعذّر فتح أي متصفح.</translation>
    </message>
    <message>
        <source>Copy the page&apos;s address and open it in a browser of your choice.</source>
        <translation>انسخ عنوان الصفحة وافتحه في المتصفح الذي تريده.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>المتبقي {time}</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy {what}</source>
        <translation>نسخ {what}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
</context>
<context>
    <name>CredentialsForm</name>
    <message>
        <source>Where</source>
        <translation>البيئة</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>هذا أطول من اللازم.</translation>
    </message>
    <message>
        <source>{service} cannot have issued this: copy it once more.</source>
        <translation>لا يمكن أن يكون {service} قد أصدر هذا: انسخه مرة أخرى.</translation>
    </message>
    <message>
        <source>What must be reachable</source>
        <translation>العناوين التي يجب إتاحتها</translation>
    </message>
</context>
<context>
    <name>CustomerDetail</name>
    <message>
        <source>No name</source>
        <translation>بدون اسم</translation>
    </message>
    <message>
        <source>Orders are found by phone, and RETM tells no phone number of this customer.</source>
        <translation>البحث عن الطلبات يكون برقم الجوال، ولا يوجد رقم لهذا العميل في RETM.</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
    <message>
        <source>New order for this customer</source>
        <translation>طلب جديد لهذا العميل</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الجوال</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Id at RETM</source>
        <translation>المعرّف في RETM</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>No order with this phone number is on this computer.</source>
        <translation>لا يوجد طلب بهذا الرقم على هذا الجهاز.</translation>
    </message>
    <message>
        <source>{n} orders, the first on {day}</source>
        <translation>عدد الطلبات: {n}، أولها في {day}</translation>
    </message>
    <message>
        <source>{n} order, on {day}</source>
        <translation>عدد الطلبات: {n}، في {day}</translation>
    </message>
</context>
<context>
    <name>CustomerFields</name>
    <message>
        <source>Optional</source>
        <translation>اختياري</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الجوال</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>The phone number is complete.</source>
        <translation>رقم الجوال مكتمل.</translation>
    </message>
    <message>
        <source>too short</source>
        <translation>قصير جدًا</translation>
    </message>
    <message>
        <source>keep typing</source>
        <translation>أكمل الكتابة</translation>
    </message>
</context>
<context>
    <name>CustomerOrders</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>The customer&apos;s orders</source>
        <translation>طلبات العميل</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>{amount} est.</source>
        <translation>{amount} تقديري</translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message>
        <source>Customers</source>
        <translation>العملاء</translation>
    </message>
    <message>
        <source>{n} customers</source>
        <translation>عدد العملاء: {n}</translation>
    </message>
    <message>
        <source>Customers as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Name, phone or e-mail</source>
        <translation>الاسم أو الجوال أو البريد</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Reading the customers…</source>
        <translation>قراءة العملاء…</translation>
    </message>
    <message>
        <source>The list is on this computer and appears in a moment.</source>
        <translation>القائمة محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>No customers</source>
        <translation>لا يوجد عملاء</translation>
    </message>
    <message>
        <source>RETM has no customers of this restaurant. New ones appear here by themselves.</source>
        <translation>لا يوجد في RETM عملاء لهذا المطعم. يظهر العملاء الجدد هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>The customers are on their way</source>
        <translation>العملاء في الطريق</translation>
    </message>
    <message>
        <source>The list has not been read from RETM yet and appears here by itself.</source>
        <translation>لم تُقرأ القائمة من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>No customers on this computer yet</source>
        <translation>لا يوجد عملاء على هذا الجهاز بعد</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>بدون اسم</translation>
    </message>
    <message>
        <source>Name in Arabic</source>
        <translation>الاسم بالعربية</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>الاسم بالإنجليزية</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الجوال</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>The customer {name} was deleted at RETM.</source>
        <translation>تم حذف العميل {name} في RETM.</translation>
    </message>
    <message>
        <source>Orders of this customer are kept. Find them by phone number in Orders.</source>
        <translation>طلبات هذا العميل محفوظة. ابحث عنها برقم الجوال في الطلبات.</translation>
    </message>
    <message>
        <source>This customer is not on this computer.</source>
        <translation>هذا العميل غير موجود على هذا الجهاز.</translation>
    </message>
    <message>
        <source>RETM may have deleted the customer. Nothing else changed; ask RETM again to be sure.</source>
        <translation>ربما تم حذف العميل في RETM. لم يتغير شيء آخر؛ حدّث من RETM للتأكد.</translation>
    </message>
    <message>
        <source>No name, phone or e-mail of a customer holds “{text}”.</source>
        <translation>لا يوجد «{text}» في اسم عميل أو جواله أو بريده.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Calendar</source>
        <translation>التقويم</translation>
    </message>
</context>
<context>
    <name>DayBar</name>
    <message>
        <source>Earlier</source>
        <translation>السابق</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>يوم</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>التالي</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
</context>
<context>
    <name>DevicePainter</name>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Cashier</source>
        <translation>كاشير</translation>
    </message>
    <message>
        <source>Kitchen</source>
        <translation>مطبخ</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>طابعة</translation>
    </message>
    <message>
        <source>Not seen on an order</source>
        <translation>لم يظهر في أي طلب</translation>
    </message>
    <message>
        <source>Order just now</source>
        <translation>طلب قبل لحظات</translation>
    </message>
    <message>
        <source>Last order {age} ago</source>
        <translation>آخر طلب قبل {age}</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Without a branch</source>
        <translation>بدون فرع</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Devices as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
    <message>
        <source>Search devices</source>
        <translation>البحث في الأجهزة</translation>
    </message>
    <message>
        <source>Reading the devices…</source>
        <translation>جارٍ قراءة الأجهزة…</translation>
    </message>
    <message>
        <source>They are on this computer and appear in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Show all devices</source>
        <translation>عرض كل الأجهزة</translation>
    </message>
    <message>
        <source>{n} devices</source>
        <translation>عدد الأجهزة: {n}</translation>
    </message>
    <message>
        <source>No device here holds “{text}”.</source>
        <translation>لا يوجد هنا جهاز يطابق «{text}».</translation>
    </message>
    <message>
        <source>This branch has no device.</source>
        <translation>لا يوجد جهاز في هذا الفرع.</translation>
    </message>
    <message>
        <source>No devices</source>
        <translation>لا توجد أجهزة</translation>
    </message>
    <message>
        <source>RETM tells of no device of this restaurant.</source>
        <translation>لا يوجد جهاز لهذا المطعم في RETM.</translation>
    </message>
    <message>
        <source>No devices on this computer yet</source>
        <translation>لا توجد أجهزة محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>The devices are on their way</source>
        <translation>الأجهزة في الطريق</translation>
    </message>
    <message>
        <source>They have not been read from RETM yet and appear here by themselves.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Why am I not getting orders?</source>
        <translation>لماذا لا تصلني الطلبات؟</translation>
    </message>
    <message>
        <source>Internet</source>
        <translation>الإنترنت</translation>
    </message>
    <message>
        <source>RETM&apos;s address (DNS)</source>
        <translation>عنوان RETM (DNS)</translation>
    </message>
    <message>
        <source>Secure connection (TLS)</source>
        <translation>الاتصال الآمن (TLS)</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>الساعة</translation>
    </message>
    <message>
        <source>Sign-in at RETM</source>
        <translation>الدخول إلى RETM</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>خدمة الاستقبال</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>العنوان العام</translation>
    </message>
    <message>
        <source>Messages from RETM</source>
        <translation>إشعارات RETM</translation>
    </message>
    <message>
        <source>Orders lately</source>
        <translation>الطلبات الأخيرة</translation>
    </message>
    <message>
        <source>Unsent actions</source>
        <translation>إجراءات بانتظار الإرسال</translation>
    </message>
    <message>
        <source>Orders on this computer</source>
        <translation>الطلبات على هذا الجهاز</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>مساحة القرص</translation>
    </message>
    <message>
        <source>Password store</source>
        <translation>مخزن كلمات المرور</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>الطابعة</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>سليم</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>تنبيه</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>عطل</translation>
    </message>
    <message>
        <source>Orders may not arrive: one thing is wrong.</source>
        <translation>قد لا تصل الطلبات: يوجد عطل واحد.</translation>
    </message>
    <message>
        <source>Orders may not arrive: {n} things are wrong.</source>
        <translation>قد لا تصل الطلبات. عدد الأعطال: {n}</translation>
    </message>
    <message>
        <source>Orders should be arriving; one thing needs attention.</source>
        <translation>الطلبات تصل كالمعتاد، ويوجد تنبيه واحد.</translation>
    </message>
    <message>
        <source>Orders should be arriving; {n} things need attention.</source>
        <translation>الطلبات تصل كالمعتاد. عدد التنبيهات: {n}</translation>
    </message>
    <message>
        <source>Orders should be arriving. Nothing is wrong on this computer.</source>
        <translation>الطلبات تصل كالمعتاد. لا توجد مشكلة في هذا الجهاز.</translation>
    </message>
    <message>
        <source>This cannot be looked at before another fault is put right.</source>
        <translation>لا يمكن فحص هذا قبل إصلاح عطل آخر.</translation>
    </message>
    <message>
        <source>Put the faults right, then run this again.</source>
        <translation>أصلح الأعطال، ثم أعد الفحص.</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>لم يصل رد في الوقت المحدد.</translation>
    </message>
    <message>
        <source>Run this again; if it stays so, restart this computer.</source>
        <translation>أعد الفحص، وإن استمر فأعد تشغيل هذا الجهاز.</translation>
    </message>
    <message>
        <source>This could not be looked at because of a fault in this program ({error}).</source>
        <translation>تعذر فحص هذا بسبب عطل في هذا البرنامج ({error}).</translation>
    </message>
    <message>
        <source>Copy this text and send it to support.</source>
        <translation>انسخ هذا النص وأرسله إلى الدعم.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ث</translation>
    </message>
    <message>
        <source>There is nothing to tell before a restaurant is connected.</source>
        <translation>لا شيء يُذكر قبل ربط مطعم.</translation>
    </message>
    <message>
        <source>Last received: {kinds}.</source>
        <translation>آخر ما وصل: {kinds}.</translation>
    </message>
    <message>
        <source>None has come, and none is expected without a public address.</source>
        <translation>لم يصل أي إشعار، ولا تُنتظر إشعارات بدون عنوان عام.</translation>
    </message>
    <message>
        <source>RETM has never sent a message, although a public address is set.</source>
        <translation>لم يرسل RETM أي إشعار مع أن العنوان العام محدد.</translation>
    </message>
    <message>
        <source>Register the addresses of Setup, Connection in RETM&apos;s developer portal.</source>
        <translation>سجّل العناوين الظاهرة في الإعدادات، قسم الاتصال، في بوابة مطوّري RETM.</translation>
    </message>
    <message>
        <source>Orders came without a message from RETM: {untold} since the last one at {last}.</source>
        <translation>طلبات وصلت دون إشعار من RETM: {untold} منذ آخر إشعار في {last}.</translation>
    </message>
    <message>
        <source>Check the addresses registered in RETM&apos;s developer portal and the public address.</source>
        <translation>تحقق من العناوين المسجلة في بوابة مطوّري RETM ومن العنوان العام.</translation>
    </message>
    <message>
        <source>Last order {last}; in the last hour {count}, usual at this time {usual}.</source>
        <translation>آخر طلب {last}؛ عدد طلبات الساعة الأخيرة: {count}، والمعتاد في هذا الوقت: {usual}.</translation>
    </message>
    <message>
        <source>Last order {last}; too few weeks are known to say what is usual now.</source>
        <translation>آخر طلب {last}؛ الأسابيع المعروفة أقل من أن تبين المعتاد في هذا الوقت.</translation>
    </message>
    <message>
        <source>No order has ever arrived here.</source>
        <translation>لم يصل أي طلب إلى هنا حتى الآن.</translation>
    </message>
    <message>
        <source>Make a test order on the RETM till of this restaurant.</source>
        <translation>أنشئ طلبًا تجريبيًا على نقطة بيع RETM لهذا المطعم.</translation>
    </message>
    <message>
        <source>Orders in the last hour: {count}; usual at this time is {usual}.</source>
        <translation>عدد طلبات الساعة الأخيرة: {count}، والمعتاد في هذا الوقت: {usual}.</translation>
    </message>
    <message>
        <source>Compare with the RETM till: if it has no more orders either, it is a calm hour.</source>
        <translation>قارن مع نقطة بيع RETM: إن لم تكن فيها طلبات أكثر فهي ساعة هادئة.</translation>
    </message>
    <message>
        <source>No order in the last hour; usual at this time is {usual}. Last order {last}.</source>
        <translation>لا طلبات في الساعة الأخيرة، والمعتاد في هذا الوقت: {usual}. آخر طلب {last}.</translation>
    </message>
    <message>
        <source>Look whether the RETM till has orders that are missing here, and whether it is open.</source>
        <translation>انظر هل في نقطة بيع RETM طلبات لا تظهر هنا، وهل هي مفتوحة.</translation>
    </message>
    <message>
        <source>Everything done here has been sent to RETM.</source>
        <translation>كل ما تم هنا أُرسل إلى RETM.</translation>
    </message>
    <message>
        <source>Being sent to RETM: {pending}.</source>
        <translation>قيد الإرسال إلى RETM: {pending}.</translation>
    </message>
    <message>
        <source>Not sent to RETM yet: {pending}, the oldest since {oldest}.</source>
        <translation>لم يُرسل إلى RETM بعد: {pending}، وأقدمها منذ {oldest}.</translation>
    </message>
    <message>
        <source>Leave the program open with internet; it sends them by itself.</source>
        <translation>اترك البرنامج مفتوحًا مع الإنترنت، فهو يرسلها وحده.</translation>
    </message>
    <message>
        <source>RETM did not take: {failed}; still to be sent: {pending}.</source>
        <translation>لم يقبل RETM: {failed}؛ وبانتظار الإرسال: {pending}.</translation>
    </message>
    <message>
        <source>Press the unsent actions at the top of the window, then retry or give up each.</source>
        <translation>اضغط «بانتظار الإرسال» أعلى النافذة، ثم أعد محاولة كل إجراء أو أوقفها.</translation>
    </message>
    <message>
        <source>The orders on this computer can be read ({size}).</source>
        <translation>الطلبات على هذا الجهاز قابلة للقراءة ({size}).</translation>
    </message>
    <message>
        <source>The orders can be read; the file is brought up to date at the next start.</source>
        <translation>الطلبات قابلة للقراءة، ويُحدّث الملف عند التشغيل التالي.</translation>
    </message>
    <message>
        <source>The file of the orders is from a much older version of the program.</source>
        <translation>ملف الطلبات من إصدار أقدم بكثير من البرنامج.</translation>
    </message>
    <message>
        <source>Start the program once, which brings the file up to date.</source>
        <translation>شغّل البرنامج مرة واحدة ليُحدّث الملف.</translation>
    </message>
    <message>
        <source>There are no orders in this folder; the program has not run with it.</source>
        <translation>لا توجد طلبات في هذا المجلد، ولم يعمل البرنامج به.</translation>
    </message>
    <message>
        <source>Start the program, or name the folder it uses.</source>
        <translation>شغّل البرنامج، أو اذكر المجلد الذي يستخدمه.</translation>
    </message>
    <message>
        <source>The file of the orders was written by a newer version of the program.</source>
        <translation>ملف الطلبات كتبه إصدار أحدث من البرنامج.</translation>
    </message>
    <message>
        <source>Install the newest version of the program.</source>
        <translation>ثبّت أحدث إصدار من البرنامج.</translation>
    </message>
    <message>
        <source>The file of the orders is damaged; RETM still has all orders.</source>
        <translation>ملف الطلبات تالف، وكل الطلبات ما زالت لدى RETM.</translation>
    </message>
    <message>
        <source>Start the program, which says what to do; keep the folder for support.</source>
        <translation>شغّل البرنامج ليبين ما يجب فعله، واحتفظ بالمجلد للدعم.</translation>
    </message>
    <message>
        <source>The file of the orders cannot be opened by this user.</source>
        <translation>لا يستطيع هذا المستخدم فتح ملف الطلبات.</translation>
    </message>
    <message>
        <source>Give this user the right to read and write the data folder.</source>
        <translation>امنح هذا المستخدم حق القراءة والكتابة في مجلد البيانات.</translation>
    </message>
    <message>
        <source>There is enough room on the disk ({free} free).</source>
        <translation>توجد مساحة كافية على القرص (المتاح {free}).</translation>
    </message>
    <message>
        <source>There is little room left on the disk ({free} free).</source>
        <translation>بقيت مساحة قليلة على القرص (المتاح {free}).</translation>
    </message>
    <message>
        <source>Empty the recycle bin and delete files that are not needed.</source>
        <translation>أفرغ سلة المحذوفات واحذف الملفات غير اللازمة.</translation>
    </message>
    <message>
        <source>The disk is nearly full ({free} free); soon no order can be kept.</source>
        <translation>القرص شبه ممتلئ (المتاح {free})، وقريبًا لا يمكن حفظ أي طلب.</translation>
    </message>
    <message>
        <source>Empty the recycle bin and delete large files now.</source>
        <translation>أفرغ سلة المحذوفات واحذف الملفات الكبيرة الآن.</translation>
    </message>
    <message>
        <source>Restart this computer; until it helps, connect the restaurant after each start.</source>
        <translation>أعد تشغيل هذا الجهاز، وإلى أن يُحل ذلك اربط المطعم بعد كل تشغيل.</translation>
    </message>
    <message>
        <source>Sign-ins are kept safely ({backend}).</source>
        <translation>بيانات الدخول محفوظة بأمان ({backend}).</translation>
    </message>
    <message>
        <source>Sign-ins are kept safely.</source>
        <translation>بيانات الدخول محفوظة بأمان.</translation>
    </message>
    <message>
        <source>Nothing is kept in it yet.</source>
        <translation>لم يُحفظ فيه شيء بعد.</translation>
    </message>
    <message>
        <source>It is being opened.</source>
        <translation>يجري فتحه.</translation>
    </message>
    <message>
        <source>The system&apos;s password store is locked or does not answer.</source>
        <translation>مخزن كلمات المرور في النظام مقفل أو لا يرد.</translation>
    </message>
    <message>
        <source>Unlock it with the password of this computer&apos;s user.</source>
        <translation>افتح قفله بكلمة مرور مستخدم هذا الجهاز.</translation>
    </message>
    <message>
        <source>This system has no password store; sign-ins end with the program.</source>
        <translation>لا يوجد مخزن كلمات مرور في هذا النظام، فتنتهي بيانات الدخول مع إغلاق البرنامج.</translation>
    </message>
    <message>
        <source>Install one, for example GNOME Keyring, and start again.</source>
        <translation>ثبّت واحدًا، مثل GNOME Keyring، ثم أعد التشغيل.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not keep what it is given.</source>
        <translation>مخزن كلمات المرور في النظام لا يحفظ ما يُعطى له.</translation>
    </message>
    <message>
        <source>Sign-ins are remembered only until the program is closed.</source>
        <translation>بيانات الدخول محفوظة إلى أن يُغلق البرنامج فقط.</translation>
    </message>
    <message>
        <source>The kept sign-ins cannot be opened with the password store&apos;s key.</source>
        <translation>لا يمكن فتح بيانات الدخول المحفوظة بمفتاح مخزن كلمات المرور.</translation>
    </message>
    <message>
        <source>Connect the restaurant again in Setup.</source>
        <translation>اربط المطعم من جديد من الإعدادات.</translation>
    </message>
    <message>
        <source>New orders can be heard on {name}.</source>
        <translation>الطلبات الجديدة تُسمع على {name}.</translation>
    </message>
    <message>
        <source>This computer has no sound device: new orders arrive, but are not heard.</source>
        <translation>لا يوجد جهاز صوت: الطلبات الجديدة تصل لكنها لا تُسمع.</translation>
    </message>
    <message>
        <source>Plug in or switch on a speaker.</source>
        <translation>وصّل سماعة أو شغّلها.</translation>
    </message>
    <message>
        <source>The system&apos;s sound library is missing: new orders arrive, but are not heard.</source>
        <translation>مكتبة الصوت في النظام غير موجودة: الطلبات الجديدة تصل لكنها لا تُسمع.</translation>
    </message>
    <message>
        <source>Install the system&apos;s sound library (on Debian and Ubuntu: libpulse0).</source>
        <translation>ثبّت مكتبة الصوت في النظام (في Debian وUbuntu: libpulse0).</translation>
    </message>
    <message>
        <source>No program that plays sounds was found: new orders arrive, but are not heard.</source>
        <translation>لا يوجد برنامج لتشغيل الأصوات: الطلبات الجديدة تصل لكنها لا تُسمع.</translation>
    </message>
    <message>
        <source>On Linux install pulseaudio-utils or alsa-utils.</source>
        <translation>في لينكس ثبّت pulseaudio-utils أو alsa-utils.</translation>
    </message>
    <message>
        <source>The printer {name} is ready.</source>
        <translation>الطابعة {name} جاهزة.</translation>
    </message>
    <message>
        <source>No printer is set up; orders arrive without one.</source>
        <translation>لا توجد طابعة معرّفة، والطلبات تصل بدونها.</translation>
    </message>
    <message>
        <source>The printer {name} reports a fault.</source>
        <translation>الطابعة {name} تبلغ عن عطل.</translation>
    </message>
    <message>
        <source>Look for paper, its cover and its cable, then switch it off and on.</source>
        <translation>افحص الورق والغطاء والسلك، ثم أطفئها وشغّلها.</translation>
    </message>
    <message>
        <source>The system&apos;s printers could not be asked.</source>
        <translation>تعذر الاستعلام عن طابعات النظام.</translation>
    </message>
    <message>
        <source>Install the system&apos;s printing software (on Debian and Ubuntu: libcups2).</source>
        <translation>ثبّت برنامج الطباعة في النظام (في Debian وUbuntu: libcups2).</translation>
    </message>
    <message>
        <source>This computer is connected to the internet.</source>
        <translation>هذا الجهاز متصل بالإنترنت.</translation>
    </message>
    <message>
        <source>The practice restaurant runs on this computer; no internet is needed.</source>
        <translation>المطعم التدريبي يعمل على هذا الجهاز ولا يحتاج إلى الإنترنت.</translation>
    </message>
    <message>
        <source>This computer is not connected to any network.</source>
        <translation>هذا الجهاز غير متصل بأي شبكة.</translation>
    </message>
    <message>
        <source>Plug in the network cable or join the shop&apos;s Wi-Fi.</source>
        <translation>وصّل سلك الشبكة أو اتصل بشبكة Wi-Fi الخاصة بالمحل.</translation>
    </message>
    <message>
        <source>This computer is in a network, but the internet cannot be reached.</source>
        <translation>هذا الجهاز متصل بالشبكة لكن الإنترنت لا يعمل.</translation>
    </message>
    <message>
        <source>Restart the router; if it stays so, call the internet provider.</source>
        <translation>أعد تشغيل الراوتر، وإن استمرت المشكلة فاتصل بمزود الإنترنت.</translation>
    </message>
    <message>
        <source>The name {host} was found.</source>
        <translation>تم العثور على العنوان {host}.</translation>
    </message>
    <message>
        <source>The address {host} needs no look-up.</source>
        <translation>العنوان {host} لا يحتاج إلى بحث.</translation>
    </message>
    <message>
        <source>The name {host} is not known to this network.</source>
        <translation>العنوان {host} غير معروف في هذه الشبكة.</translation>
    </message>
    <message>
        <source>Restart the router; if it stays so, set its DNS server to 1.1.1.1 or 8.8.8.8.</source>
        <translation>أعد تشغيل الراوتر، وإن استمرت المشكلة فاضبط خادم DNS فيه على 1.1.1.1 أو 8.8.8.8.</translation>
    </message>
    <message>
        <source>The name server of this network does not answer.</source>
        <translation>خادم الأسماء في هذه الشبكة لا يرد.</translation>
    </message>
    <message>
        <source>The name {host} leads to a device in this network ({address}), not to RETM.</source>
        <translation>العنوان {host} يؤدي إلى جهاز في هذه الشبكة ({address}) وليس إلى RETM.</translation>
    </message>
    <message>
        <source>Open a web page in the browser and sign in to the Wi-Fi, or check the router.</source>
        <translation>افتح أي صفحة في المتصفح وسجّل الدخول إلى شبكة Wi-Fi، أو افحص الراوتر.</translation>
    </message>
    <message>
        <source>The connection is secure, and it is really {host} that answers.</source>
        <translation>الاتصال آمن، والخادم الذي يرد هو {host} فعلًا.</translation>
    </message>
    <message>
        <source>The practice restaurant is on this computer and needs no secure connection.</source>
        <translation>المطعم التدريبي على هذا الجهاز ولا يحتاج إلى اتصال آمن.</translation>
    </message>
    <message>
        <source>The practice restaurant has ended, so no practice orders come.</source>
        <translation>توقف المطعم التدريبي، لذلك لا تصل طلبات تدريبية.</translation>
    </message>
    <message>
        <source>Press the state at the top of the window to practise again.</source>
        <translation>اضغط حالة الاتصال أعلى النافذة لبدء التدريب من جديد.</translation>
    </message>
    <message>
        <source>The server {host} takes no connection, although the internet works.</source>
        <translation>الخادم {host} لا يقبل الاتصال مع أن الإنترنت يعمل.</translation>
    </message>
    <message>
        <source>Allow {host} in the firewall; if it is allowed, RETM is down: wait, then ask RETM.</source>
        <translation>اسمح بالعنوان {host} في جدار الحماية، وإن كان مسموحًا فخادم RETM متوقف: انتظر ثم اسأل RETM.</translation>
    </message>
    <message>
        <source>Something between this computer and {host} cuts the secure connection.</source>
        <translation>هناك ما يقطع الاتصال الآمن بين هذا الجهاز و{host}.</translation>
    </message>
    <message>
        <source>Sign in to the Wi-Fi in the browser, or allow {host} in firewall and antivirus.</source>
        <translation>سجّل الدخول إلى شبكة Wi-Fi في المتصفح، أو اسمح بالعنوان {host} في جدار الحماية ومضاد الفيروسات.</translation>
    </message>
    <message>
        <source>The certificate of {host} ended at {until}, so nothing is sent to it.</source>
        <translation>انتهت شهادة {host} في {until}، لذلك لا يُرسل إليه شيء.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date first; if it is right, tell RETM&apos;s support.</source>
        <translation>تحقق أولًا من تاريخ هذا الجهاز، وإن كان صحيحًا فأبلغ دعم RETM.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not valid before {since}: this clock seems to be slow.</source>
        <translation>شهادة {host} لا تبدأ قبل {since}: يبدو أن ساعة هذا الجهاز متأخرة.</translation>
    </message>
    <message>
        <source>Set this computer&apos;s date and time, best by switching on automatic time.</source>
        <translation>اضبط تاريخ هذا الجهاز ووقته، والأفضل تشغيل الوقت التلقائي.</translation>
    </message>
    <message>
        <source>Somebody else answers in place of {host} (certificate of {issuer}).</source>
        <translation>جهة أخرى ترد بدلًا من {host} (شهادة {issuer}).</translation>
    </message>
    <message>
        <source>Sign in to the Wi-Fi in the browser, or use another network.</source>
        <translation>سجّل الدخول إلى شبكة Wi-Fi في المتصفح، أو استخدم شبكة أخرى.</translation>
    </message>
    <message>
        <source>The server that answers as {host} vouches only for itself ({issuer}).</source>
        <translation>الخادم الذي يرد باسم {host} لا يضمنه سوى نفسه ({issuer}).</translation>
    </message>
    <message>
        <source>Use another network, and ask who looks after this one.</source>
        <translation>استخدم شبكة أخرى، واسأل المسؤول عن هذه الشبكة.</translation>
    </message>
    <message>
        <source>The connection to {host} is opened on its way by {issuer}, unknown to this computer.</source>
        <translation>الاتصال بالعنوان {host} يُفتح في الطريق من {issuer}، وهي جهة غير معروفة لهذا الجهاز.</translation>
    </message>
    <message>
        <source>Exempt {host} in the antivirus or firewall, and install the system&apos;s updates.</source>
        <translation>استثنِ {host} في مضاد الفيروسات أو جدار الحماية، وثبّت تحديثات النظام.</translation>
    </message>
    <message>
        <source>Switch on automatic time in the system&apos;s settings.</source>
        <translation>شغّل الوقت التلقائي في إعدادات النظام.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock agrees with RETM&apos;s.</source>
        <translation>ساعة هذا الجهاز مطابقة لساعة RETM.</translation>
    </message>
    <message>
        <source>RETM did not tell its time; the clocks could not be compared.</source>
        <translation>لم يذكر RETM وقته، فلم يمكن مقارنة الساعتين.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is ahead of RETM&apos;s by {time}.</source>
        <translation>ساعة هذا الجهاز متقدمة على ساعة RETM بمقدار {time}.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is behind RETM&apos;s by {time}.</source>
        <translation>ساعة هذا الجهاز متأخرة عن ساعة RETM بمقدار {time}.</translation>
    </message>
    <message>
        <source>RETM accepts the sign-in and lets orders be read.</source>
        <translation>يقبل RETM بيانات الدخول ويسمح بقراءة الطلبات.</translation>
    </message>
    <message>
        <source>The sign-in ended at {ended} and is renewed when the program runs; not tried.</source>
        <translation>انتهت بيانات الدخول في {ended} وتُجدد عند تشغيل البرنامج؛ لم تُجرّب.</translation>
    </message>
    <message>
        <source>No restaurant is connected on this computer.</source>
        <translation>لا يوجد مطعم مرتبط على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Open the program and connect the restaurant.</source>
        <translation>افتح البرنامج واربط المطعم.</translation>
    </message>
    <message>
        <source>RETM no longer accepts this sign-in.</source>
        <translation>لم يعد RETM يقبل بيانات الدخول هذه.</translation>
    </message>
    <message>
        <source>RETM no longer accepts the client secret.</source>
        <translation>لم يعد RETM يقبل سر التطبيق.</translation>
    </message>
    <message>
        <source>Enter the new client secret in Setup, under Connection.</source>
        <translation>أدخل سر التطبيق الجديد في الإعدادات، قسم الاتصال.</translation>
    </message>
    <message>
        <source>The sign-in ended at {ended} and cannot be renewed.</source>
        <translation>انتهت بيانات الدخول في {ended} ولا يمكن تجديدها.</translation>
    </message>
    <message>
        <source>RETM refuses the sign-in that is stored (401).</source>
        <translation>يرفض RETM بيانات الدخول المحفوظة (401).</translation>
    </message>
    <message>
        <source>Open the program, which renews it; if it asks, connect the restaurant again.</source>
        <translation>افتح البرنامج ليجددها، وإن طلب منك فاربط المطعم من جديد.</translation>
    </message>
    <message>
        <source>RETM does not allow this program to read orders (403).</source>
        <translation>لا يسمح RETM لهذا البرنامج بقراءة الطلبات (403).</translation>
    </message>
    <message>
        <source>Have the owner of the RETM account allow orders in RETM&apos;s portal.</source>
        <translation>اطلب من مالك حساب RETM السماح بالطلبات في بوابة RETM.</translation>
    </message>
    <message>
        <source>RETM does not know the address of its order list ({status}).</source>
        <translation>لا يعرف RETM عنوان قائمة الطلبات ({status}).</translation>
    </message>
    <message>
        <source>In Setup, under Connection, use the usual path for the orders; else tell support.</source>
        <translation>أعد مسار الطلبات إلى المعتاد من الإعدادات، قسم الاتصال، وإلا فأبلغ الدعم.</translation>
    </message>
    <message>
        <source>RETM asks this program to slow down (429).</source>
        <translation>يطلب RETM من هذا البرنامج التمهل (429).</translation>
    </message>
    <message>
        <source>Wait a minute, and close other programs that use the same RETM account.</source>
        <translation>انتظر دقيقة، وأغلق البرامج الأخرى التي تستخدم حساب RETM نفسه.</translation>
    </message>
    <message>
        <source>RETM has a fault of its own ({status}).</source>
        <translation>لدى RETM عطل في خوادمه ({status}).</translation>
    </message>
    <message>
        <source>Wait a few minutes; if it stays so, tell RETM&apos;s support.</source>
        <translation>انتظر بضع دقائق، وإن استمر فأبلغ دعم RETM.</translation>
    </message>
    <message>
        <source>The sign-in lies in the password store, which does not open.</source>
        <translation>بيانات الدخول في مخزن كلمات المرور، وهو لا يُفتح.</translation>
    </message>
    <message>
        <source>Unlock the system&apos;s password store, then run this again.</source>
        <translation>افتح قفل مخزن كلمات المرور في النظام، ثم أعد الفحص.</translation>
    </message>
    <message>
        <source>The program is still opening its connection.</source>
        <translation>ما زال البرنامج يفتح الاتصال.</translation>
    </message>
    <message>
        <source>Wait a few seconds, then run this again.</source>
        <translation>انتظر ثوانٍ، ثم أعد الفحص.</translation>
    </message>
    <message>
        <source>The program listens for messages on port {port}.</source>
        <translation>يستقبل البرنامج الإشعارات على المنفذ {port}.</translation>
    </message>
    <message>
        <source>Nothing listens on port {port}: the program does not seem to run.</source>
        <translation>لا شيء يستقبل على المنفذ {port}: يبدو أن البرنامج لا يعمل.</translation>
    </message>
    <message>
        <source>Start the program and leave it open.</source>
        <translation>شغّل البرنامج واتركه مفتوحًا.</translation>
    </message>
    <message>
        <source>The program does not listen on port {port}; orders come later, by asking RETM.</source>
        <translation>لا يستقبل البرنامج على المنفذ {port}، فتصل الطلبات متأخرة بالاستعلام من RETM.</translation>
    </message>
    <message>
        <source>Close the program and start it again.</source>
        <translation>أغلق البرنامج ثم شغّله من جديد.</translation>
    </message>
    <message>
        <source>Another program uses port {port}; orders come later, by asking RETM.</source>
        <translation>برنامج آخر يستخدم المنفذ {port}، فتصل الطلبات متأخرة بالاستعلام من RETM.</translation>
    </message>
    <message>
        <source>Close the other program, or choose another port in Setup and start again.</source>
        <translation>أغلق البرنامج الآخر، أو اختر منفذًا آخر من الإعدادات وأعد التشغيل.</translation>
    </message>
    <message>
        <source>Another copy of this program listens on port {port} and gets the messages.</source>
        <translation>نسخة أخرى من هذا البرنامج تستقبل الإشعارات على المنفذ {port}.</translation>
    </message>
    <message>
        <source>Close the other copy, then start this one again.</source>
        <translation>أغلق النسخة الأخرى، ثم شغّل هذه من جديد.</translation>
    </message>
    <message>
        <source>This program can be reached at {address}.</source>
        <translation>يمكن الوصول إلى هذا البرنامج على {address}.</translation>
    </message>
    <message>
        <source>None is set, and none is needed: the program asks RETM every few seconds.</source>
        <translation>لم يُحدد عنوان ولا حاجة إليه: البرنامج يستعلم من RETM كل بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>The address {address} does not exist on the internet.</source>
        <translation>العنوان {address} غير موجود على الإنترنت.</translation>
    </message>
    <message>
        <source>Correct the public address in Setup, or renew it where it was made.</source>
        <translation>صحّح العنوان العام في الإعدادات، أو جدده حيث أُنشئ.</translation>
    </message>
    <message>
        <source>What answers at {address} has no valid certificate; RETM sends nothing there.</source>
        <translation>ما يرد على {address} ليست له شهادة صالحة، فلا يرسل RETM إليه شيئًا.</translation>
    </message>
    <message>
        <source>Renew the certificate of the tunnel or relay.</source>
        <translation>جدّد شهادة النفق أو الوسيط.</translation>
    </message>
    <message>
        <source>Nobody answers at {address}, seen from here; RETM may still get through.</source>
        <translation>لا أحد يرد على {address} من هذا الجهاز، وقد يصل RETM إليه مع ذلك.</translation>
    </message>
    <message>
        <source>Open {address}/health on a phone without Wi-Fi; if it fails, start the tunnel.</source>
        <translation>افتح {address}/health من جوال بدون Wi-Fi، وإن لم يفتح فشغّل النفق.</translation>
    </message>
    <message>
        <source>The tunnel at {address} answers, but does not reach this program ({status}).</source>
        <translation>النفق على {address} يرد لكنه لا يصل إلى هذا البرنامج ({status}).</translation>
    </message>
    <message>
        <source>Start the tunnel&apos;s program on this computer with the listener&apos;s port.</source>
        <translation>شغّل برنامج النفق على هذا الجهاز بمنفذ خدمة الاستقبال.</translation>
    </message>
    <message>
        <source>Something else than this program answers at {address}, seen from here.</source>
        <translation>شيء غير هذا البرنامج يرد على {address} من هذا الجهاز.</translation>
    </message>
    <message>
        <source>Have the router or tunnel lead this address to the listener&apos;s port.</source>
        <translation>وجّه هذا العنوان من الراوتر أو النفق إلى منفذ خدمة الاستقبال.</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>Why am I not getting orders?</source>
        <translation>لماذا لا تصلني الطلبات؟</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>إعادة الفحص</translation>
    </message>
    <message>
        <source>Stopped. Looked at {n} of {total}.</source>
        <translation>توقف الفحص. تم فحص {n} من {total}.</translation>
    </message>
    <message>
        <source>Looking… {n} of {total}</source>
        <translation>جارٍ الفحص… {n} من {total}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
</context>
<context>
    <name>DoctorLine</name>
    <message>
        <source>Looking…</source>
        <translation>جارٍ الفحص…</translation>
    </message>
    <message>
        <source>Not looked at.</source>
        <translation>لم يُفحص.</translation>
    </message>
</context>
<context>
    <name>DriverDialog</name>
    <message>
        <source>Who takes the order out?</source>
        <translation>من يوصّل الطلب؟</translation>
    </message>
    <message>
        <source>Driver&apos;s name</source>
        <translation>اسم السائق</translation>
    </message>
    <message>
        <source>Driver&apos;s phone</source>
        <translation>جوال السائق</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>إبقاؤه كما هو</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
</context>
<context>
    <name>EndpointDetail</name>
    <message>
        <source>the name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>المسار</translation>
    </message>
    <message>
        <source>Use this path</source>
        <translation>استخدام هذا المسار</translation>
    </message>
    <message>
        <source>Name in settings files: {name}</source>
        <translation>الاسم في ملفات الإعدادات: {name}</translation>
    </message>
    <message>
        <source>Use the usual path</source>
        <translation>استخدام المسار المعتاد</translation>
    </message>
    <message>
        <source>Id of the record</source>
        <translation>معرّف السجل</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>إيقاف الانتظار</translation>
    </message>
    <message>
        <source>Not called since the program was started or the path was changed.</source>
        <translation>لم تُستدعَ منذ بدء البرنامج أو تغيير المسار.</translation>
    </message>
    <message>
        <source>Last called at {time}, {took}.</source>
        <translation>آخر استدعاء: {time}، المدة: {took}.</translation>
    </message>
    <message>
        <source>Calling it asks RETM for a new token now.</source>
        <translation>الاستدعاء يطلب من RETM رمز وصول جديدًا الآن.</translation>
    </message>
    <message>
        <source>Calling it reads from RETM once and shows the answer as it comes.</source>
        <translation>الاستدعاء يقرأ من RETM مرة واحدة ويعرض الرد كما هو.</translation>
    </message>
    <message>
        <source>Calling it sends an empty request, which RETM has to refuse (422): nothing is made, and a 404 shows that the path is wrong.</source>
        <translation>الاستدعاء يرسل طلبًا فارغًا يجب أن يرفضه RETM (422): لا يُنشأ شيء، والرد 404 يعني أن المسار خاطئ.</translation>
    </message>
    <message>
        <source>{id} has to stand in it exactly as in the usual path: it is where the record&apos;s id goes.</source>
        <translation>يجب أن يرد {id} فيه كما في المسار المعتاد تمامًا: فهو موضع معرّف السجل.</translation>
    </message>
    <message>
        <source>A path such as /orders/list: a slash before each part, then letters, digits, . _ or -.</source>
        <translation>مسار مثل /orders/list: شرطة مائلة قبل كل جزء، ثم حروف لاتينية أو أرقام أو . _ -</translation>
    </message>
    <message>
        <source>From now on this path is used.</source>
        <translation>يُستخدم هذا المسار من الآن.</translation>
    </message>
    <message>
        <source>Call the endpoint to see whether it is the right one.</source>
        <translation>استدعِ نقطة الاتصال لمعرفة ما إذا كان صحيحًا.</translation>
    </message>
    <message>
        <source>Waiting for RETM…</source>
        <translation>جارٍ انتظار RETM…</translation>
    </message>
    <message>
        <source>Call it</source>
        <translation>استدعاء</translation>
    </message>
    <message>
        <source>Nobody waits for the answer any more.</source>
        <translation>لم يعد أحد ينتظر الرد.</translation>
    </message>
    <message>
        <source>Nothing was changed here; call it again at will.</source>
        <translation>لم يتغير شيء هنا، ويمكن الاستدعاء من جديد متى شئت.</translation>
    </message>
    <message>
        <source>RETM gave a new token.</source>
        <translation>أصدر RETM رمز وصول جديدًا.</translation>
    </message>
    <message>
        <source>Send an empty request?</source>
        <translation>إرسال طلب فارغ؟</translation>
    </message>
    <message>
        <source>{name} writes at RETM. An empty request is sent to {path}; RETM has to refuse it (422), and nothing is made. A 404 shows that the path is wrong.</source>
        <translation>عملية «{name}» تكتب في RETM. يُرسل طلب فارغ إلى {path}، ويجب أن يرفضه RETM (422) ولا يُنشأ شيء. الرد 404 يعني أن المسار خاطئ.</translation>
    </message>
    <message>
        <source>Send it</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Enter the id of a record, for example from an answer of its list.</source>
        <translation>أدخل معرّف سجل، مثلًا من رد القائمة الخاصة به.</translation>
    </message>
    <message>
        <source>This cannot be an id.</source>
        <translation>لا يمكن أن يكون هذا معرّفًا.</translation>
    </message>
    <message>
        <source>Wait a moment before the next try.</source>
        <translation>انتظر لحظة قبل المحاولة التالية.</translation>
    </message>
</context>
<context>
    <name>EndpointTable</name>
    <message>
        <source>Every endpoint</source>
        <translation>كل نقاط الاتصال</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>نقطة الاتصال</translation>
    </message>
    <message>
        <source>Path in use</source>
        <translation>المسار المستخدم</translation>
    </message>
    <message>
        <source>Docs</source>
        <translation>التوثيق</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>آخر رد</translation>
    </message>
    <message>
        <source>At</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>المدة</translation>
    </message>
</context>
<context>
    <name>Endpoints</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>الفواتير</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Branches and devices</source>
        <translation>الفروع والأجهزة</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>العملاء</translation>
    </message>
    <message>
        <source>Payments, taxes and lists</source>
        <translation>الدفع والضرائب والقوائم</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>رمز الوصول</translation>
    </message>
    <message>
        <source>Create an order</source>
        <translation>إنشاء طلب</translation>
    </message>
    <message>
        <source>Cancel an order</source>
        <translation>إلغاء طلب</translation>
    </message>
    <message>
        <source>Move an order on</source>
        <translation>نقل طلب إلى مرحلة تالية</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>التصنيفات</translation>
    </message>
    <message>
        <source>One category</source>
        <translation>تصنيف واحد</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>One group</source>
        <translation>مجموعة واحدة</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>المنتجات</translation>
    </message>
    <message>
        <source>One product</source>
        <translation>منتج واحد</translation>
    </message>
    <message>
        <source>Simple list of products</source>
        <translation>قائمة المنتجات المختصرة</translation>
    </message>
    <message>
        <source>Whole menu</source>
        <translation>قائمة الطعام كاملة</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Order types</source>
        <translation>أنواع الطلبات</translation>
    </message>
    <message>
        <source>Create an order type</source>
        <translation>إنشاء نوع طلب</translation>
    </message>
    <message>
        <source>Price lists</source>
        <translation>قوائم الأسعار</translation>
    </message>
    <message>
        <source>Payment methods</source>
        <translation>طرق الدفع</translation>
    </message>
    <message>
        <source>Create a payment method</source>
        <translation>إنشاء طريقة دفع</translation>
    </message>
    <message>
        <source>Order charges</source>
        <translation>رسوم الطلبات</translation>
    </message>
    <message>
        <source>Create an order charge</source>
        <translation>إنشاء رسم طلب</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>Create a tax</source>
        <translation>إنشاء ضريبة</translation>
    </message>
    <message>
        <source>Documented</source>
        <translation>موثَّق</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>مفترض</translation>
    </message>
    <message>
        <source>Only named in the menu of RETM&apos;s docs</source>
        <translation>مذكور بالاسم فقط في قائمة توثيق RETM</translation>
    </message>
    <message>
        <source>RETM&apos;s docs, page {page}</source>
        <translation>توثيق RETM، صفحة {page}</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>لم يُجرَّب بعد</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>لا رد</translation>
    </message>
    <message>
        <source>Sign-in refused ({status})</source>
        <translation>رُفض الدخول ({status})</translation>
    </message>
    <message>
        <source>Refused ({status})</source>
        <translation>مرفوض ({status})</translation>
    </message>
    <message>
        <source>Not there ({status})</source>
        <translation>غير موجود ({status})</translation>
    </message>
    <message>
        <source>Too many ({status})</source>
        <translation>طلبات كثيرة ({status})</translation>
    </message>
    <message>
        <source>Works ({status})</source>
        <translation>يعمل ({status})</translation>
    </message>
    <message>
        <source>RETM&apos;s fault ({status})</source>
        <translation>عطل في RETM ({status})</translation>
    </message>
    <message>
        <source>Understood ({status})</source>
        <translation>مفهوم ({status})</translation>
    </message>
    <message>
        <source>Status {status}</source>
        <translation>الحالة {status}</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} م.ث</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} بايت</translation>
    </message>
    <message>
        <source>{n} KB</source>
        <translation>{n} ك.ب</translation>
    </message>
</context>
<context>
    <name>EndpointsView</name>
    <message>
        <source>Which area</source>
        <translation>المجال</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>كل المجالات</translation>
    </message>
    <message>
        <source>Which endpoints</source>
        <translation>نقاط الاتصال المعروضة</translation>
    </message>
    <message>
        <source>All endpoints</source>
        <translation>كل نقاط الاتصال</translation>
    </message>
    <message>
        <source>What does not work</source>
        <translation>ما لا يعمل</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>لم يُجرَّب بعد</translation>
    </message>
    <message>
        <source>With a changed path</source>
        <translation>بمسار معدَّل</translation>
    </message>
    <message>
        <source>With an assumed path</source>
        <translation>بمسار مفترض</translation>
    </message>
    <message>
        <source>Name, path or docs page</source>
        <translation>الاسم أو المسار أو صفحة التوثيق</translation>
    </message>
    <message>
        <source>No such endpoint</source>
        <translation>لا توجد نقطة اتصال كهذه</translation>
    </message>
    <message>
        <source>No endpoint fits the search and the choices above.</source>
        <translation>لا توافق أي نقطة اتصال البحث والاختيارات أعلاه.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>لم يبدأ الاتصال بعد</translation>
    </message>
    <message>
        <source>The endpoints appear as soon as the program has opened its connection to RETM. If that takes more than a minute, start the program again; orders on this computer are kept.</source>
        <translation>تظهر نقاط الاتصال فور فتح البرنامج اتصاله مع RETM. إذا استغرق ذلك أكثر من دقيقة فأعد تشغيل البرنامج، والطلبات على هذا الجهاز محفوظة.</translation>
    </message>
</context>
<context>
    <name>EntryDetail</name>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
</context>
<context>
    <name>Environments</name>
    <message>
        <source>Practice</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>RETM staging</source>
        <translation>بيئة RETM التجريبية</translation>
    </message>
    <message>
        <source>Practice payments</source>
        <translation>التدريب على الدفع</translation>
    </message>
    <message>
        <source>Revenue Monster sandbox</source>
        <translation>بيئة Revenue Monster التجريبية</translation>
    </message>
</context>
<context>
    <name>EstimateBlock</name>
    <message>
        <source>Subtotal</source>
        <translation>المجموع الفرعي</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Estimate – RETM&apos;s figures replace it</source>
        <translation>تقديري – وتحل محله أرقام RETM</translation>
    </message>
    <message>
        <source>RETM cannot be reached now: the order waits here and goes out by itself.</source>
        <translation>تعذّر الوصول إلى RETM الآن: الطلب ينتظر هنا ويُرسل تلقائيًا.</translation>
    </message>
    <message>
        <source>Send order</source>
        <translation>إرسال الطلب</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
</context>
<context>
    <name>EventDetail</name>
    <message>
        <source>Event</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Apply again</source>
        <translation>تطبيق مجددًا</translation>
    </message>
    <message>
        <source>Arrived {time}</source>
        <translation>وصل {time}</translation>
    </message>
    <message>
        <source>dealt with {time}</source>
        <translation>عولج {time}</translation>
    </message>
    <message>
        <source>Not to be applied again: it holds an authorization code, which is sealed and can be used only once. Connect again instead.</source>
        <translation>لا يُطبَّق مجددًا: يحتوي على رمز إذن مختوم يُستخدم مرة واحدة فقط. أعد الربط بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Not to be applied again: the till was answered when it asked, and nobody waits any more.</source>
        <translation>لا يُطبَّق مجددًا: أُجيب الكاشير حين سأل، ولم يعد أحد ينتظر.</translation>
    </message>
    <message>
        <source>This message cannot be applied again.</source>
        <translation>لا يمكن تطبيق هذا الإشعار مجددًا.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Applied again: {outcome}</source>
        <translation>بعد التطبيق مجددًا: {outcome}</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>Failure told by RETM</source>
        <translation>فشل أبلغ عنه RETM</translation>
    </message>
    <message>
        <source>Reward asked for</source>
        <translation>استعلام عن مكافأة</translation>
    </message>
    <message>
        <source>Reward redeemed</source>
        <translation>استخدام مكافأة</translation>
    </message>
    <message>
        <source>Install callback</source>
        <translation>إشعار الربط</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>تم التطبيق</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>صالح</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>مكرر</translation>
    </message>
    <message>
        <source>Unknown event</source>
        <translation>حدث غير معروف</translation>
    </message>
    <message>
        <source>Unknown order</source>
        <translation>طلب غير معروف</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>No restaurant</source>
        <translation>بلا مطعم</translation>
    </message>
    <message>
        <source>Refused: {why}</source>
        <translation>مرفوض: {why}</translation>
    </message>
    <message>
        <source>It is stored and waits for its turn, which usually takes less than a second.</source>
        <translation>محفوظ وينتظر دوره، وعادة لا يستغرق ذلك ثانية.</translation>
    </message>
    <message>
        <source>It was understood, and what it told is on screen.</source>
        <translation>فُهم الإشعار، وما جاء فيه معروض على الشاشة.</translation>
    </message>
    <message>
        <source>The till was answered that the reward is good.</source>
        <translation>أُجيب الكاشير بأن المكافأة صالحة.</translation>
    </message>
    <message>
        <source>RETM sent it again because an answer was lost; it was not worked on twice.</source>
        <translation>أرسله RETM مجددًا لأن ردًا ضاع، ولم يُعالج مرتين.</translation>
    </message>
    <message>
        <source>RETM&apos;s docs do not name this event. It is kept; what it told of an order was taken in where possible.</source>
        <translation>لا يذكر توثيق RETM هذا الحدث. الإشعار محفوظ، وأُخذ ما جاء فيه عن الطلب حيث أمكن.</translation>
    </message>
    <message>
        <source>It is about an order that was not here yet. The orders were read from RETM because of it.</source>
        <translation>يخص طلبًا لم يكن هنا بعد، فقُرئت الطلبات من RETM بسببه.</translation>
    </message>
    <message>
        <source>It could not be read. It is kept as it came; the orders are read from RETM anyway.</source>
        <translation>تعذّرت قراءته. هو محفوظ كما وصل، والطلبات تُقرأ من RETM على أي حال.</translation>
    </message>
    <message>
        <source>A fault of this program kept it from being applied. It is kept; apply it again, or tell support.</source>
        <translation>منع عطل في هذا البرنامج تطبيقه. هو محفوظ، طبّقه مجددًا أو أبلغ الدعم.</translation>
    </message>
    <message>
        <source>It belongs to a restaurant that is not connected any more. It is kept.</source>
        <translation>يخص مطعمًا لم يعد مربوطًا. هو محفوظ.</translation>
    </message>
    <message>
        <source>The till was answered that the reward is refused.</source>
        <translation>أُجيب الكاشير بأن المكافأة مرفوضة.</translation>
    </message>
    <message>
        <source>no such code</source>
        <translation>رمز غير موجود</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>موقوفة</translation>
    </message>
    <message>
        <source>not valid yet</source>
        <translation>لم يبدأ سريانها</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>منتهية</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>مستنفدة</translation>
    </message>
    <message>
        <source>another branch</source>
        <translation>فرع آخر</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Reference, number or event</source>
        <translation>المرجع أو الرقم أو الحدث</translation>
    </message>
    <message>
        <source>Which kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>كل الأنواع</translation>
    </message>
    <message>
        <source>Only what needs a look</source>
        <translation>ما يحتاج إلى مراجعة فقط</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>وصل</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Reading what arrived…</source>
        <translation>جارٍ قراءة ما وصل…</translation>
    </message>
    <message>
        <source>It is on this computer and appears in a moment.</source>
        <translation>هو على هذا الجهاز ويظهر بعد لحظة.</translation>
    </message>
    <message>
        <source>Nothing has arrived yet</source>
        <translation>لم يصل شيء بعد</translation>
    </message>
    <message>
        <source>What RETM sends to this computer is listed here. As long as no public address leads to it, orders come by asking RETM every few seconds, and none is missed.</source>
        <translation>يُعرض هنا ما يرسله RETM إلى هذا الجهاز. ما دام لا يوجد عنوان عام يؤدي إليه فإن الطلبات تصل بالاستعلام من RETM كل بضع ثوانٍ، ولا يضيع أي منها.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>No message fits the search and the choices above.</source>
        <translation>لا يوافق أي إشعار البحث والاختيارات أعلاه.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>{n} messages</source>
        <translation>عدد الإشعارات: {n}</translation>
    </message>
</context>
<context>
    <name>Fact</name>
    <message>
        <source>not told by RETM</source>
        <translation>غير متوفر في RETM</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Copy the phone number</source>
        <translation>نسخ رقم الجوال</translation>
    </message>
    <message>
        <source>Driver: {name}</source>
        <translation>السائق: {name}</translation>
    </message>
    <message>
        <source>Copy the driver&apos;s phone</source>
        <translation>نسخ جوال السائق</translation>
    </message>
    <message>
        <source>RETM sent no items with this order.</source>
        <translation>لم يرسل RETM أصنافًا مع هذا الطلب.</translation>
    </message>
    <message>
        <source>Our estimate – RETM has not told its total yet</source>
        <translation>تقدير البرنامج – لم يصل إجمالي RETM بعد</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>الفواتير</translation>
    </message>
    <message>
        <source>Without a number</source>
        <translation>بدون رقم</translation>
    </message>
    <message>
        <source>Show the invoice</source>
        <translation>عرض الفاتورة</translation>
    </message>
    <message>
        <source>This program does not know this status yet; the order keeps its stage. RETM said: {codes}</source>
        <translation>هذه الحالة غير معروفة للبرنامج بعد، ويبقى الطلب في مرحلته. ما ورد من RETM: {codes}</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Number, item or sku</source>
        <translation>رقم أو صنف أو رمزه</translation>
    </message>
</context>
<context>
    <name>FollowPanel</name>
    <message>
        <source>Asking again…</source>
        <translation>جارٍ إعادة الاستعلام…</translation>
    </message>
    <message>
        <source>the link of the payment page</source>
        <translation>رابط صفحة الدفع</translation>
    </message>
    <message>
        <source>Wallet or bank</source>
        <translation>المحفظة أو البنك</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>رقم العملية</translation>
    </message>
    <message>
        <source>Stop showing</source>
        <translation>إيقاف العرض</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>استعلام الآن</translation>
    </message>
    <message>
        <source>Show it again</source>
        <translation>إعادة العرض</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>إعادة فتح الصفحة</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>إعادة الاستعلام</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>QR code to pay {amount}</source>
        <translation>رمز QR لدفع {amount}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>المتبقي {time}</translation>
    </message>
    <message>
        <source>{n} s so far</source>
        <translation>مضت {n} ث</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>جارٍ الاستعلام…</translation>
    </message>
</context>
<context>
    <name>FormCard</name>
    <message>
        <source>How products are written in the answer</source>
        <translation>كيف تُكتب المنتجات في الرد</translation>
    </message>
    <message>
        <source>RETM&apos;s documentation shows two forms and does not say which one the till reads; change it only if rewards on products do not work at the till.</source>
        <translation>توثيق RETM يعرض صيغتين ولا يذكر أيهما تقرأ نقطة البيع؛ غيّرها فقط إن لم تعمل مكافآت المنتجات هناك.</translation>
    </message>
    <message>
        <source>One entry for each product</source>
        <translation>بند لكل منتج</translation>
    </message>
    <message>
        <source>Each with its own quantity (page {page}). The usual one.</source>
        <translation>لكل منتج كميته (صفحة {page}). وهي المعتادة.</translation>
    </message>
    <message>
        <source>One list of products</source>
        <translation>قائمة واحدة للمنتجات</translation>
    </message>
    <message>
        <source>With one quantity for all of them (page {page}).</source>
        <translation>بكمية واحدة لها جميعًا (صفحة {page}).</translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>Asking RETM…</source>
        <translation>جارٍ التحديث من RETM…</translation>
    </message>
    <message>
        <source>Not read from RETM yet</source>
        <translation>لم تُقرأ من RETM بعد</translation>
    </message>
</context>
<context>
    <name>GivesCard</name>
    <message>
        <source>What it gives</source>
        <translation>ماذا تمنح</translation>
    </message>
    <message>
        <source>How much is taken off, and off what.</source>
        <translation>مقدار الخصم، ومن ماذا يُخصم.</translation>
    </message>
    <message>
        <source>Off the whole order</source>
        <translation>خصم من الطلب كله</translation>
    </message>
    <message>
        <source>Off certain products</source>
        <translation>خصم من منتجات محددة</translation>
    </message>
    <message>
        <source>A percentage</source>
        <translation>نسبة مئوية</translation>
    </message>
    <message>
        <source>An amount</source>
        <translation>مبلغ</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>المقدار</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>الحد الأقصى</translation>
    </message>
    <message>
        <source>0: as much as it comes to</source>
        <translation>اكتب 0 لخصم بلا حد</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Ask RETM now (F5)</source>
        <translation>تحديث من RETM (F5)</translation>
    </message>
    <message>
        <source>العربية</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>المظهر الفاتح</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>المظهر الداكن</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>بيئة تجريبية</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>جارٍ إعادة الاتصال…</translation>
    </message>
    <message>
        <source>Password store locked</source>
        <translation>مخزن كلمات المرور مقفل</translation>
    </message>
    <message>
        <source>New secret needed</source>
        <translation>سر جديد مطلوب</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>تسجيل الدخول مجددًا</translation>
    </message>
    <message>
        <source>{state} · practise again</source>
        <translation>{state} · إعادة التدريب</translation>
    </message>
    <message>
        <source>updated {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>غير متصل منذ {time}</translation>
    </message>
    <message>
        <source>{n} unsent</source>
        <translation>بانتظار الإرسال: {n}</translation>
    </message>
    <message>
        <source>Connect another restaurant…</source>
        <translation>ربط مطعم آخر…</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Redemptions</source>
        <translation>الاستخدامات</translation>
    </message>
    <message>
        <source>Nothing redeemed yet</source>
        <translation>لم يُستخدم شيء بعد</translation>
    </message>
    <message>
        <source>Every redemption RETM tells of appears here by itself, also one that was refused.</source>
        <translation>كل استخدام تُبلغ به RETM يظهر هنا تلقائيًا، حتى المرفوض منه.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>No redemption fits.</source>
        <translation>لا يوجد استخدام مطابق.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>RETM sends no invoice number with a redemption, and no branch with a check: a redemption leads to no invoice, and a reward limited to branches is refused only when it is redeemed.</source>
        <translation>لا ترسل RETM رقم فاتورة مع الاستخدام ولا فرعًا مع التحقق: فلا يدل الاستخدام على فاتورة، والمكافأة المحددة بفروع تُرفض عند الاستخدام فقط.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Told again</source>
        <translation>تكرر الإبلاغ</translation>
    </message>
    <message>
        <source>Only redemptions of {code}</source>
        <translation>استخدامات {code} فقط</translation>
    </message>
</context>
<context>
    <name>InvoiceDetail</name>
    <message>
        <source>the invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>فاتورة {number}</translation>
    </message>
    <message>
        <source>Invoice without a number</source>
        <translation>فاتورة بدون رقم</translation>
    </message>
    <message>
        <source>RETM sent no items with this invoice.</source>
        <translation>لم يرسل RETM أصنافًا مع هذه الفاتورة.</translation>
    </message>
    <message>
        <source>First heard of {time}; RETM gives a refund no date.</source>
        <translation>عُلم به أول مرة {time}، فلا يذكر RETM تاريخًا لرد المبلغ.</translation>
    </message>
    <message>
        <source>Show order {number}</source>
        <translation>عرض الطلب {number}</translation>
    </message>
    <message>
        <source>Order {number} of this branch and day is not on this computer, so there is no way to it.</source>
        <translation>الطلب {number} لهذا الفرع واليوم غير موجود على هذا الجهاز، فلا يمكن عرضه.</translation>
    </message>
    <message>
        <source>RETM tells no order number with this invoice, so there is no way to its order.</source>
        <translation>لا يذكر RETM رقم طلب مع هذه الفاتورة، فلا يمكن عرض طلبها.</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>At RETM</source>
        <translation>في RETM</translation>
    </message>
    <message>
        <source>Invoice number</source>
        <translation>رقم الفاتورة</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>رقم الطلب</translation>
    </message>
    <message>
        <source>Sale id</source>
        <translation>معرّف البيع</translation>
    </message>
    <message>
        <source>Branch id</source>
        <translation>معرّف الفرع</translation>
    </message>
    <message>
        <source>Device id</source>
        <translation>معرّف الجهاز</translation>
    </message>
</context>
<context>
    <name>InvoiceExport</name>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Status code</source>
        <translation>رمز الحالة</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>Invoice total</source>
        <translation>إجمالي الفاتورة</translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation>قبل الضريبة</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>العملة</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>لاغية</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>بيع</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>رد مبلغ</translation>
    </message>
</context>
<context>
    <name>InvoiceStates</name>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>Reading the invoices…</source>
        <translation>جارٍ قراءة الفواتير…</translation>
    </message>
    <message>
        <source>They are on this computer and appear in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>No invoice matches</source>
        <translation>لا توجد فاتورة مطابقة</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>No invoices</source>
        <translation>لا توجد فواتير</translation>
    </message>
    <message>
        <source>Show all days</source>
        <translation>عرض كل الأيام</translation>
    </message>
    <message>
        <source>None of these days fits the filters and the search: {days}.</source>
        <translation>لا توجد في هذه الأيام فاتورة تطابق التصفية والبحث: {days}.</translation>
    </message>
    <message>
        <source>RETM has told of none of these days: {days}.</source>
        <translation>لم يذكر RETM فواتير لهذه الأيام: {days}.</translation>
    </message>
    <message>
        <source>No invoices on this computer yet</source>
        <translation>لا توجد فواتير على هذا الجهاز بعد</translation>
    </message>
    <message>
        <source>The invoices are on their way</source>
        <translation>الفواتير في الطريق</translation>
    </message>
    <message>
        <source>They have not been read from RETM yet and appear here by themselves.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>No invoices yet</source>
        <translation>لا توجد فواتير بعد</translation>
    </message>
    <message>
        <source>RETM tells of no invoice of this restaurant. They appear here by themselves.</source>
        <translation>لا يذكر RETM فواتير لهذا المطعم. وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>Invoices</name>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Paid with</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>معلّقة</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>جارية</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>لاغية</translation>
    </message>
    <message>
        <source>No status</source>
        <translation>بدون حالة</translation>
    </message>
    <message>
        <source>Status {code}</source>
        <translation>حالة {code}</translation>
    </message>
    <message>
        <source>Part refunded</source>
        <translation>رُد جزء منها</translation>
    </message>
    <message>
        <source>Some refunded</source>
        <translation>رُد شيء منها</translation>
    </message>
    <message>
        <source>{status}, {refund}</source>
        <translation>{status}، {refund}</translation>
    </message>
    <message>
        <source>Refunded in full.</source>
        <translation>تم رد المبلغ كاملًا.</translation>
    </message>
    <message>
        <source>Refunded in part: {amount}.</source>
        <translation>تم رد جزء من المبلغ: {amount}.</translation>
    </message>
    <message>
        <source>Refunded; RETM does not say how much.</source>
        <translation>تم رد مبلغ، ولا يذكر RETM مقداره.</translation>
    </message>
</context>
<context>
    <name>InvoicesPage</name>
    <message>
        <source>Invoices</source>
        <translation>الفواتير</translation>
    </message>
    <message>
        <source>Export the invoices</source>
        <translation>تصدير الفواتير</translation>
    </message>
    <message>
        <source>Invoices exported: {n}</source>
        <translation>الفواتير المصدّرة: {n}</translation>
    </message>
    <message>
        <source>The invoices could not be written.</source>
        <translation>تعذّرت كتابة الفواتير.</translation>
    </message>
    <message>
        <source>This invoice is not on this computer any more.</source>
        <translation>هذه الفاتورة لم تعد موجودة على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look for it in the list, or ask RETM.</source>
        <translation>لم يتغير شيء. ابحث عنها في القائمة أو حدّث من RETM.</translation>
    </message>
    <message>
        <source>{n} invoices</source>
        <translation>عدد الفواتير: {n}</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Choose or paste the key.</source>
        <translation>اختر المفتاح أو الصقه.</translation>
    </message>
    <message>
        <source>This key is protected with a password. Export it without one.</source>
        <translation>هذا المفتاح محمي بكلمة مرور. صدّره بدونها.</translation>
    </message>
    <message>
        <source>This is a public key. The private one that belongs to it is wanted here.</source>
        <translation>هذا مفتاح عام. المطلوب هنا المفتاح الخاص التابع له.</translation>
    </message>
    <message>
        <source>This is a private key, which stays secret. The public key is wanted here.</source>
        <translation>هذا مفتاح خاص، ويجب أن يبقى سرًا. المطلوب هنا المفتاح العام.</translation>
    </message>
    <message>
        <source>This key is not of the kind RSA. Make an RSA key of 2048 bits.</source>
        <translation>هذا المفتاح ليس من نوع RSA. أنشئ مفتاح RSA بطول 2048 بت.</translation>
    </message>
    <message>
        <source>This key is too short to be safe. Make one of 2048 bits.</source>
        <translation>هذا المفتاح أقصر من أن يكون آمنًا. أنشئ مفتاحًا بطول 2048 بت.</translation>
    </message>
    <message>
        <source>This is too long for a key.</source>
        <translation>هذا أطول من أن يكون مفتاحًا.</translation>
    </message>
    <message>
        <source>No key can be read in this. Take all of it, from BEGIN to END.</source>
        <translation>لا يوجد مفتاح مقروء في هذا النص. خذه كاملًا من BEGIN إلى END.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>اختيار ملف…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>لصق</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>There is no text to paste: copy the key first.</source>
        <translation>لا يوجد نص للصقه: انسخ المفتاح أولًا.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>كل الملفات</translation>
    </message>
    <message>
        <source>Choose the file with the key</source>
        <translation>اختيار ملف المفتاح</translation>
    </message>
    <message>
        <source>The file cannot be read. Look whether it is still there and may be opened.</source>
        <translation>تعذّرت قراءة الملف. تأكد أنه ما زال موجودًا وأن فتحه مسموح.</translation>
    </message>
    <message>
        <source>This file is too large for a key: more than 20 kB.</source>
        <translation>هذا الملف أكبر من أن يكون مفتاحًا: أكثر من 20 ك.ب.</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>Close now</source>
        <translation>إغلاق الآن</translation>
    </message>
    <message>
        <source>Send and close</source>
        <translation>إرسال ثم إغلاق</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>البقاء</translation>
    </message>
    <message>
        <source>Actions not sent yet: {n}</source>
        <translation>إجراءات بانتظار الإرسال: {n}</translation>
    </message>
    <message>
        <source>Close the program?</source>
        <translation>إغلاق البرنامج؟</translation>
    </message>
    <message>
        <source>They are kept on this computer and sent when the program is started again.</source>
        <translation>تبقى محفوظة على هذا الجهاز وتُرسل عند تشغيل البرنامج من جديد.</translation>
    </message>
    <message>
        <source>Refused by RETM, and waiting for you in the outbox: {n}.</source>
        <translation>رفضها RETM وتنتظرك في «بانتظار الإرسال»: {n}.</translation>
    </message>
    <message>
        <source>Of another restaurant, sent when that one is shown: {n}.</source>
        <translation>تخص مطعمًا آخر وتُرسل عند عرضه: {n}.</translation>
    </message>
    <message>
        <source>Still not sent: {n}</source>
        <translation>لم يُرسل بعد: {n}</translation>
    </message>
    <message>
        <source>Sending to RETM: {n} of {all}</source>
        <translation>جارٍ الإرسال إلى RETM: {n} من {all}</translation>
    </message>
    <message>
        <source>New orders: {n}</source>
        <translation>طلبات جديدة: {n}</translation>
    </message>
    <message>
        <source>Status changes: {n}</source>
        <translation>تغييرات الحالة: {n}</translation>
    </message>
    <message>
        <source>Cancellations: {n}</source>
        <translation>إلغاءات: {n}</translation>
    </message>
    <message>
        <source>New entries in the restaurant&apos;s lists: {n}</source>
        <translation>إضافات إلى قوائم المطعم: {n}</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>How</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>الاستلام</translation>
    </message>
    <message>
        <source>Sent, by RETM&apos;s own time</source>
        <translation>الإرسال بتوقيت RETM</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>الحفظ</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>Sounded</source>
        <translation>التنبيه</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>الاطلاع</translation>
    </message>
    <message>
        <source>Acted on</source>
        <translation>الإجراء</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>إشعار</translation>
    </message>
    <message>
        <source>Poll</source>
        <translation>استعلام</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>مقارنة</translation>
    </message>
    <message>
        <source>Made here</source>
        <translation>من هذا الجهاز</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>دفع</translation>
    </message>
    <message>
        <source>RETM sent it to this computer at once.</source>
        <translation>أرسله RETM إلى هذا الجهاز فورًا.</translation>
    </message>
    <message>
        <source>This computer found it by asking RETM, as every few seconds.</source>
        <translation>وجده هذا الجهاز بالاستعلام من RETM، كما يفعل كل بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>This computer found it by comparing RETM&apos;s list with its own.</source>
        <translation>وجده هذا الجهاز بمقارنة قائمة RETM بما لديه.</translation>
    </message>
    <message>
        <source>It was made on this computer.</source>
        <translation>أُنشئ على هذا الجهاز.</translation>
    </message>
    <message>
        <source>A payment told of it.</source>
        <translation>عُرف من عملية دفع.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ث</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} د</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} س</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} ي</translation>
    </message>
    <message>
        <source>an order without a number</source>
        <translation>طلب بلا رقم</translation>
    </message>
    <message>
        <source>{branch} did not get {number} when it was sent at {sent}, because this program was closed or showed another restaurant. It was fetched at {received}.</source>
        <translation>لم يصل الطلب {number} إلى {branch} وقت إرساله في {sent} لأن البرنامج كان مغلقًا أو يعرض مطعمًا آخر. تم جلبه في {received}.</translation>
    </message>
    <message>
        <source>{branch} did not get {number} when it was sent at {sent}, because this computer was asleep. It was fetched at {received}.</source>
        <translation>لم يصل الطلب {number} إلى {branch} وقت إرساله في {sent} لأن هذا الجهاز كان في وضع السكون. تم جلبه في {received}.</translation>
    </message>
    <message>
        <source>{branch} did not get {number} when it was sent at {sent}, because this computer was offline. It was fetched at {received}.</source>
        <translation>لم يصل الطلب {number} إلى {branch} وقت إرساله في {sent} لأن هذا الجهاز كان غير متصل. تم جلبه في {received}.</translation>
    </message>
    <message>
        <source>{branch} did not get {number} when it was sent at {sent}, because RETM could not deliver it to this computer. It was fetched at {received}.</source>
        <translation>لم يصل الطلب {number} إلى {branch} وقت إرساله في {sent} لأن RETM لم يتمكن من إيصاله إلى هذا الجهاز. تم جلبه في {received}.</translation>
    </message>
    <message>
        <source>{branch} did not get {number} when it was sent at {sent}, because RETM&apos;s own list did not have it before. It was fetched at {received}.</source>
        <translation>لم يصل الطلب {number} إلى {branch} وقت إرساله في {sent} لأن قائمة RETM لم تكن تحتويه من قبل. تم جلبه في {received}.</translation>
    </message>
    <message>
        <source>{branch} did not get {number} when it was sent at {sent}; why is not known. It was fetched at {received}.</source>
        <translation>لم يصل الطلب {number} إلى {branch} وقت إرساله في {sent}؛ السبب غير معروف. تم جلبه في {received}.</translation>
    </message>
    <message>
        <source>The restaurant</source>
        <translation>المطعم</translation>
    </message>
    <message>
        <source>{n} orders came while this program was closed or showed another restaurant.</source>
        <translation>طلبات وصلت والبرنامج مغلق أو يعرض مطعمًا آخر: {n}.</translation>
    </message>
    <message>
        <source>{n} orders came while this computer was asleep.</source>
        <translation>طلبات وصلت وهذا الجهاز في وضع السكون: {n}.</translation>
    </message>
    <message>
        <source>{n} orders came while this computer was offline.</source>
        <translation>طلبات وصلت وهذا الجهاز غير متصل: {n}.</translation>
    </message>
    <message>
        <source>{n} orders came that RETM could not deliver to this computer.</source>
        <translation>طلبات لم يتمكن RETM من إيصالها إلى هذا الجهاز: {n}.</translation>
    </message>
    <message>
        <source>{n} orders were in RETM&apos;s own list late.</source>
        <translation>طلبات تأخرت في قائمة RETM نفسها: {n}.</translation>
    </message>
    <message>
        <source>{n} orders did not come when they were sent; why is not known.</source>
        <translation>طلبات لم تصل وقت إرسالها والسبب غير معروف: {n}.</translation>
    </message>
    <message>
        <source>Program closed or showing another restaurant</source>
        <translation>البرنامج مغلق أو يعرض مطعمًا آخر</translation>
    </message>
    <message>
        <source>Computer asleep</source>
        <translation>الجهاز في وضع السكون</translation>
    </message>
    <message>
        <source>Computer offline</source>
        <translation>الجهاز غير متصل</translation>
    </message>
    <message>
        <source>Not delivered by RETM</source>
        <translation>لم يوصله RETM</translation>
    </message>
    <message>
        <source>Listed late by RETM</source>
        <translation>تأخر في قائمة RETM</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>عند التشغيل</translation>
    </message>
    <message>
        <source>after the line came back</source>
        <translation>بعد عودة الاتصال</translation>
    </message>
    <message>
        <source>after sleep</source>
        <translation>بعد السكون</translation>
    </message>
    <message>
        <source>because RETM reported failed deliveries</source>
        <translation>بسبب بلاغ من RETM عن إشعارات لم تصل</translation>
    </message>
    <message>
        <source>because you asked</source>
        <translation>بطلب منك</translation>
    </message>
    <message>
        <source>as every few minutes</source>
        <translation>كما في كل بضع دقائق</translation>
    </message>
    <message>
        <source>Compared with RETM at {time} ({occasion}): {n} orders back to {reached}, none missing.</source>
        <translation>تمت المقارنة مع RETM في {time} ({occasion}): عدد الطلبات {n} منذ {reached}، ولا ينقص منها شيء.</translation>
    </message>
    <message>
        <source>Compared with RETM at {time} ({occasion}): {n} orders back to {reached}; one was missing and has been fetched.</source>
        <translation>تمت المقارنة مع RETM في {time} ({occasion}): عدد الطلبات {n} منذ {reached}؛ كان طلب واحد ناقصًا وتم جلبه.</translation>
    </message>
    <message>
        <source>Compared with RETM at {time} ({occasion}): {n} orders back to {reached}; {missed} were missing and have been fetched.</source>
        <translation>تمت المقارنة مع RETM في {time} ({occasion}): عدد الطلبات {n} منذ {reached}؛ عدد الناقص منها {missed} وتم جلبها.</translation>
    </message>
    <message>
        <source>No sound is played for an order that was made here.</source>
        <translation>لا يصدر صوت لطلب أُنشئ هنا.</translation>
    </message>
    <message>
        <source>No sound was played for it. The sound for new orders is switched off now.</source>
        <translation>لم يصدر صوت لهذا الطلب. صوت الطلبات الجديدة متوقف الآن.</translation>
    </message>
    <message>
        <source>No sound was played for it.</source>
        <translation>لم يصدر صوت لهذا الطلب.</translation>
    </message>
    <message>
        <source>It has not been on screen yet.</source>
        <translation>لم يظهر على الشاشة بعد.</translation>
    </message>
    <message>
        <source>Nobody has used the window while it was on screen, or opened it.</source>
        <translation>لم يستخدم أحد النافذة وهو على الشاشة، ولم يفتحه أحد.</translation>
    </message>
    <message>
        <source>Nothing was done with it from this computer.</source>
        <translation>لم يُتخذ أي إجراء عليه من هذا الجهاز.</translation>
    </message>
</context>
<context>
    <name>LedgerChoices</name>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Missed only</source>
        <translation>الفائتة فقط</translation>
    </message>
    <message>
        <source>Nobody saw</source>
        <translation>لم يطّلع عليها أحد</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
</context>
<context>
    <name>LedgerDetail</name>
    <message>
        <source>the times</source>
        <translation>الأوقات</translation>
    </message>
    <message>
        <source>Made, by this computer&apos;s time</source>
        <translation>الإنشاء بتوقيت هذا الجهاز</translation>
    </message>
    <message>
        <source>Sent, by RETM&apos;s own time</source>
        <translation>الإرسال بتوقيت RETM</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>الاستلام</translation>
    </message>
    <message>
        <source>Stored on this computer</source>
        <translation>الحفظ على هذا الجهاز</translation>
    </message>
    <message>
        <source>Shown on screen</source>
        <translation>العرض على الشاشة</translation>
    </message>
    <message>
        <source>Sounded</source>
        <translation>التنبيه بصوت</translation>
    </message>
    <message>
        <source>Seen by a person</source>
        <translation>اطلاع شخص عليه</translation>
    </message>
    <message>
        <source>Acted on from this computer</source>
        <translation>الإجراء من هذا الجهاز</translation>
    </message>
    <message>
        <source>Show the order</source>
        <translation>عرض الطلب</translation>
    </message>
    <message>
        <source>Our reference</source>
        <translation>المرجع لدينا</translation>
    </message>
</context>
<context>
    <name>LedgerExport</name>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Our reference</source>
        <translation>المرجع لدينا</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>المرحلة</translation>
    </message>
    <message>
        <source>Sent by RETM</source>
        <translation>الإرسال من RETM</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>الاستلام</translation>
    </message>
    <message>
        <source>Received after (s)</source>
        <translation>الاستلام بعد (ث)</translation>
    </message>
    <message>
        <source>How</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>الحفظ</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>Shown after (s)</source>
        <translation>العرض بعد (ث)</translation>
    </message>
    <message>
        <source>Sounded</source>
        <translation>التنبيه</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>الاطلاع</translation>
    </message>
    <message>
        <source>Seen after (s)</source>
        <translation>الاطلاع بعد (ث)</translation>
    </message>
    <message>
        <source>Acted on</source>
        <translation>الإجراء</translation>
    </message>
    <message>
        <source>Acted on after (s)</source>
        <translation>الإجراء بعد (ث)</translation>
    </message>
    <message>
        <source>Missed, why</source>
        <translation>سبب الفوات</translation>
    </message>
</context>
<context>
    <name>LedgerFilters</name>
    <message>
        <source>Number, phone, name or item</source>
        <translation>رقم، جوال، اسم أو صنف</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>Ledger</source>
        <translation>سجل الطلبات</translation>
    </message>
    <message>
        <source>Export the ledger</source>
        <translation>تصدير سجل الطلبات</translation>
    </message>
    <message>
        <source>Orders exported: {n}</source>
        <translation>الطلبات المصدّرة: {n}</translation>
    </message>
    <message>
        <source>The ledger could not be written.</source>
        <translation>تعذّرت كتابة سجل الطلبات.</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>تصدير CSV</translation>
    </message>
    <message>
        <source>{n} orders</source>
        <translation>عدد الطلبات: {n}</translation>
    </message>
</context>
<context>
    <name>LedgerStates</name>
    <message>
        <source>Reading the ledger…</source>
        <translation>جارٍ قراءة سجل الطلبات…</translation>
    </message>
    <message>
        <source>It is on this computer and appears in a moment.</source>
        <translation>هو على هذا الجهاز ويظهر بعد لحظة.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>Every order of these days came when it was sent: {days}.</source>
        <translation>كل طلبات هذه الأيام وصلت وقت إرسالها: {days}.</translation>
    </message>
    <message>
        <source>No order was missed</source>
        <translation>لم يفت أي طلب</translation>
    </message>
    <message>
        <source>None of these days fits the filters and the search: {days}.</source>
        <translation>لا يوجد في هذه الأيام طلب يطابق التصفية والبحث: {days}.</translation>
    </message>
    <message>
        <source>No order matches</source>
        <translation>لا يوجد طلب مطابق</translation>
    </message>
    <message>
        <source>Show all days</source>
        <translation>عرض كل الأيام</translation>
    </message>
    <message>
        <source>No orders</source>
        <translation>لا توجد طلبات</translation>
    </message>
    <message>
        <source>None was sent on these days: {days}.</source>
        <translation>لم يُرسل أي طلب في هذه الأيام: {days}.</translation>
    </message>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>No orders on this computer yet</source>
        <translation>لا توجد طلبات محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>Each order gets a line here as soon as it comes, and keeps it.</source>
        <translation>لكل طلب سطر هنا منذ وصوله، ويبقى محفوظًا.</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>Change {product}</source>
        <translation>تعديل {product}</translation>
    </message>
    <message>
        <source>Remove {product}</source>
        <translation>حذف {product}</translation>
    </message>
</context>
<context>
    <name>LinkedBranches</name>
    <message>
        <source>Search branches</source>
        <translation>البحث في الفروع</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>No branch holds “{text}”.</source>
        <translation>لا يوجد فرع يطابق «{text}».</translation>
    </message>
    <message>
        <source>This restaurant has no branches on this computer yet.</source>
        <translation>لا توجد فروع لهذا المطعم على هذا الجهاز بعد.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>الفواتير</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>العملاء</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>المكافآت</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Takings</source>
        <translation>المتحصلات</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>الإعدادات</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>from {price}</source>
        <translation>من {price}</translation>
    </message>
    <message>
        <source>Plain product</source>
        <translation>منتج بسيط</translation>
    </message>
    <message>
        <source>Product with choices</source>
        <translation>منتج مع إضافات</translation>
    </message>
    <message>
        <source>Reserved by RETM</source>
        <translation>محجوز لدى RETM</translation>
    </message>
    <message>
        <source>Product with sizes or kinds</source>
        <translation>منتج بأحجام أو أنواع</translation>
    </message>
    <message>
        <source>Type {n}</source>
        <translation>النوع {n}</translation>
    </message>
    <message>
        <source>no extra</source>
        <translation>بدون زيادة</translation>
    </message>
    <message>
        <source>Optional, any number</source>
        <translation>اختياري، أي عدد</translation>
    </message>
    <message>
        <source>Optional, one at most</source>
        <translation>اختياري، 1 كحد أقصى</translation>
    </message>
    <message>
        <source>Optional, choose up to {n}</source>
        <translation>اختياري، {n} كحد أقصى</translation>
    </message>
    <message>
        <source>Required, choose at least {n}</source>
        <translation>إلزامي، اختر {n} على الأقل</translation>
    </message>
    <message>
        <source>Required, choose {n}</source>
        <translation>إلزامي، اختر {n}</translation>
    </message>
    <message>
        <source>Required, choose {least} to {most}</source>
        <translation>إلزامي، اختر من {least} إلى {most}</translation>
    </message>
    <message>
        <source>included in the price</source>
        <translation>مشمولة في السعر</translation>
    </message>
    <message>
        <source>added to the price</source>
        <translation>تُضاف إلى السعر</translation>
    </message>
</context>
<context>
    <name>MenuChange</name>
    <message>
        <source>{n} added</source>
        <translation>أُضيف: {n}</translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation>حُذف: {n}</translation>
    </message>
    <message>
        <source>{n} price changed</source>
        <translation>تغيّر السعر: {n}</translation>
    </message>
    <message>
        <source>{n} prices changed</source>
        <translation>تغيّر السعر: {n}</translation>
    </message>
    <message>
        <source>{n} other change</source>
        <translation>تغييرات أخرى: {n}</translation>
    </message>
    <message>
        <source>{n} other changes</source>
        <translation>تغييرات أخرى: {n}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Menu changed at {time}: {parts}</source>
        <translation>تغيّرت قائمة الطعام عند {time} - {parts}</translation>
    </message>
    <message>
        <source>the same prices</source>
        <translation>الأسعار نفسها</translation>
    </message>
    <message>
        <source>{n} other price</source>
        <translation>أسعار مختلفة: {n}</translation>
    </message>
    <message>
        <source>{n} other prices</source>
        <translation>أسعار مختلفة: {n}</translation>
    </message>
</context>
<context>
    <name>MenuFreshness</name>
    <message>
        <source>RETM says the menu changed; it is read when the connection is back</source>
        <translation>تغيّرت قائمة الطعام حسب RETM؛ تُقرأ عند عودة الاتصال</translation>
    </message>
    <message>
        <source>RETM says the menu changed; reading it…</source>
        <translation>تغيّرت قائمة الطعام حسب RETM؛ جارٍ قراءتها…</translation>
    </message>
    <message>
        <source>RETM said at {time} that the menu changed; it could not be read yet</source>
        <translation>أبلغ RETM عن تغيّر قائمة الطعام {time}؛ تعذّرت قراءتها حتى الآن</translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Menu as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Search the menu</source>
        <translation>البحث في قائمة الطعام</translation>
    </message>
    <message>
        <source>Reading the menu…</source>
        <translation>جارٍ قراءة قائمة الطعام…</translation>
    </message>
    <message>
        <source>It is on this computer and appears in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Changes of the menu</source>
        <translation>تغييرات قائمة الطعام</translation>
    </message>
    <message>
        <source>{n} products</source>
        <translation>عدد المنتجات: {n}</translation>
    </message>
    <message>
        <source>No product holds “{text}”, in English or Arabic.</source>
        <translation>لا يوجد منتج يطابق «{text}» بالعربية أو الإنجليزية.</translation>
    </message>
    <message>
        <source>No products here</source>
        <translation>لا توجد منتجات هنا</translation>
    </message>
    <message>
        <source>RETM has no product under this name.</source>
        <translation>لا يوجد منتج تحت هذا الاسم في RETM.</translation>
    </message>
    <message>
        <source>Products unknown</source>
        <translation>منتجات غير معروفة</translation>
    </message>
    <message>
        <source>RETM names this group, but does not list what belongs to it.</source>
        <translation>يذكر RETM هذه المجموعة ولا يسرد ما فيها.</translation>
    </message>
    <message>
        <source>The menu is empty</source>
        <translation>قائمة الطعام فارغة</translation>
    </message>
    <message>
        <source>RETM sent no products. Add them at RETM, then ask again.</source>
        <translation>لم يرسل RETM أي منتجات. أضفها في RETM ثم حدّث من جديد.</translation>
    </message>
    <message>
        <source>No menu on this computer yet</source>
        <translation>لا توجد قائمة طعام محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>The menu is on its way</source>
        <translation>قائمة الطعام في الطريق</translation>
    </message>
    <message>
        <source>It has not been read from RETM yet and appears here by itself.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>MissedNotice</name>
    <message>
        <source>Show in the ledger</source>
        <translation>عرض في السجل</translation>
    </message>
    <message>
        <source>All have been fetched.</source>
        <translation>تم جلبها كلها.</translation>
    </message>
    <message>
        <source>{n} orders were missed and have been fetched.</source>
        <translation>طلبات فاتت وتم جلبها: {n}.</translation>
    </message>
    <message>
        <source>{reason}: {n}</source>
        <translation>{reason}: {n}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>{branch}: {orders}</source>
        <translation>{branch}: {orders}</translation>
    </message>
    <message>
        <source>further branches: {n}</source>
        <translation>فروع أخرى: {n}</translation>
    </message>
</context>
<context>
    <name>MomentField</name>
    <message>
        <source>at</source>
        <translation>الساعة</translation>
    </message>
</context>
<context>
    <name>NewOrder</name>
    <message>
        <source>{product}: {what}</source>
        <translation>{product}: {what}</translation>
    </message>
    <message>
        <source>Add at least one product.</source>
        <translation>أضف منتجًا واحدًا على الأقل.</translation>
    </message>
    <message>
        <source>Choose the branch.</source>
        <translation>اختر الفرع.</translation>
    </message>
    <message>
        <source>Enter the customer&apos;s phone number.</source>
        <translation>أدخل رقم جوال العميل.</translation>
    </message>
    <message>
        <source>Choose one of the kinds.</source>
        <translation>اختر أحد الأنواع.</translation>
    </message>
    <message>
        <source>Extras</source>
        <translation>إضافات</translation>
    </message>
    <message>
        <source>Choose at most {n} from {group}.</source>
        <translation>اختر {n} كحد أقصى من {group}.</translation>
    </message>
    <message>
        <source>Choose at least {n} from {group}.</source>
        <translation>اختر {n} على الأقل من {group}.</translation>
    </message>
    <message>
        <source>{rule} · {n} chosen</source>
        <translation>{rule} · المختار: {n}</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>اختياري</translation>
    </message>
    <message>
        <source>Choose at least {n}</source>
        <translation>اختر {n} على الأقل</translation>
    </message>
    <message>
        <source>Optional, up to {n}</source>
        <translation>اختياري، {n} كحد أقصى</translation>
    </message>
    <message>
        <source>Choose {n}</source>
        <translation>اختر {n}</translation>
    </message>
    <message>
        <source>Choose {least} to {most}</source>
        <translation>اختر من {least} إلى {most}</translation>
    </message>
</context>
<context>
    <name>NewOrderPage</name>
    <message>
        <source>New order</source>
        <translation>طلب جديد</translation>
    </message>
    <message>
        <source>Back to the orders</source>
        <translation>العودة إلى الطلبات</translation>
    </message>
    <message>
        <source>Edit order</source>
        <translation>تعديل الطلب</translation>
    </message>
    <message>
        <source>RETM does not have this order yet.</source>
        <translation>هذا الطلب لم يصل إلى RETM بعد.</translation>
    </message>
    <message>
        <source>What you send now takes the place of what waits in the outbox.</source>
        <translation>ما ترسله الآن يحل محل ما ينتظر الإرسال.</translation>
    </message>
    <message>
        <source>Discard this order?</source>
        <translation>تجاهل هذا الطلب؟</translation>
    </message>
    <message>
        <source>Discard the changes?</source>
        <translation>تجاهل التعديلات؟</translation>
    </message>
    <message>
        <source>The order itself stays in the outbox as it was.</source>
        <translation>يبقى الطلب نفسه بانتظار الإرسال كما كان.</translation>
    </message>
    <message>
        <source>It has not been sent. Kept, it is here again when you come back.</source>
        <translation>لم يُرسل بعد. إذا أبقيته ستجده هنا عند عودتك.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>حفظ لوقت لاحق</translation>
    </message>
    <message>
        <source>It is too late to change this order.</source>
        <translation>فات وقت تعديل هذا الطلب.</translation>
    </message>
    <message>
        <source>It was sent to RETM meanwhile, as it was; what you changed was not sent.</source>
        <translation>أُرسل إلى RETM في هذه الأثناء كما كان، ولم يُرسل ما عدّلته.</translation>
    </message>
    <message>
        <source>Discard the order on this page?</source>
        <translation>تجاهل الطلب في هذه الصفحة؟</translation>
    </message>
    <message>
        <source>It has not been sent. The order you want to edit takes its place here.</source>
        <translation>لم يُرسل بعد. سيحل محله هنا الطلب الذي تريد تعديله.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الاحتفاظ به</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>OrderAges</name>
    <message>
        <source>Late · {age}</source>
        <translation>متأخر · {age}</translation>
    </message>
    <message>
        <source>Hurry · {age}</source>
        <translation>مستعجل · {age}</translation>
    </message>
</context>
<context>
    <name>OrderColumn</name>
    <message>
        <source>{n} orders</source>
        <translation>عدد الطلبات: {n}</translation>
    </message>
</context>
<context>
    <name>OrderDetail</name>
    <message>
        <source>Copy the order as text</source>
        <translation>نسخ الطلب كنص</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>سجل الطلب</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>{age} · since {time}</source>
        <translation>{age} · منذ {time}</translation>
    </message>
    <message>
        <source>Waiting for RETM…</source>
        <translation>بانتظار رد RETM…</translation>
    </message>
</context>
<context>
    <name>OrderLines</name>
    <message>
        <source>Item without a name</source>
        <translation>صنف بدون اسم</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>المكتملة</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>المرحلة</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>الأصناف</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>{amount} est.</source>
        <translation>{amount} تقديري</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
</context>
<context>
    <name>OrderMarks</name>
    <message>
        <source>Not sent – retry</source>
        <translation>لم يُرسل – إعادة المحاولة</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>جارٍ التحقق…</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>لم يُرسل بعد</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
    <message>
        <source>RETM status {code}</source>
        <translation>حالة RETM: {code}</translation>
    </message>
</context>
<context>
    <name>OrderPayments</name>
    <message>
        <source>Payment</source>
        <translation>الدفعة</translation>
    </message>
    <message>
        <source>Payments of an account that is not connected now can be looked up and refunded only there.</source>
        <translation>دفعات الحساب غير المرتبط الآن لا يمكن التحقق منها ورد مبالغها إلا من ذلك الحساب.</translation>
    </message>
    <message>
        <source>{service} takes payments in ringgit ({ours}); this restaurant&apos;s prices are in {theirs}.</source>
        <translation>يقبل {service} الدفع بالرنجيت ({ours})، وأسعار هذا المطعم بعملة {theirs}.</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>رد مبلغ</translation>
    </message>
    <message>
        <source>the transaction&apos;s number</source>
        <translation>رقم العملية</translation>
    </message>
</context>
<context>
    <name>OrderTable</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
</context>
<context>
    <name>OrderViews</name>
    <message>
        <source>New order</source>
        <translation>طلب جديد</translation>
    </message>
    <message>
        <source>No order matches</source>
        <translation>لا يوجد طلب مطابق</translation>
    </message>
    <message>
        <source>Try another word, an order number or a phone number, or look in all branches.</source>
        <translation>جرّب كلمة أخرى أو رقم طلب أو رقم جوال، أو ابحث في كل الفروع.</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>عرض كل الطلبات</translation>
    </message>
    <message>
        <source>Reading orders from RETM…</source>
        <translation>جارٍ قراءة الطلبات من RETM…</translation>
    </message>
    <message>
        <source>They appear here in a moment.</source>
        <translation>ستظهر هنا بعد لحظات.</translation>
    </message>
    <message>
        <source>No orders on this computer yet</source>
        <translation>لا توجد طلبات محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>RETM cannot be reached right now. Orders appear by themselves once it can.</source>
        <translation>تعذّر الوصول إلى RETM حاليًا. تظهر الطلبات تلقائيًا عند عودة الاتصال.</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>لا توجد طلبات بعد</translation>
    </message>
    <message>
        <source>Orders from RETM appear here by themselves. You can also make one by phone.</source>
        <translation>تظهر طلبات RETM هنا تلقائيًا. ويمكنك أيضًا إنشاء طلب هاتفي.</translation>
    </message>
</context>
<context>
    <name>OrdersBar</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Number, phone, name or item</source>
        <translation>رقم، جوال، اسم أو صنف</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>لوحة</translation>
    </message>
    <message>
        <source>List</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>طلب جديد</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>Stop looking for it?</source>
        <translation>إيقاف التحقق منه؟</translation>
    </message>
    <message>
        <source>RETM may have it all the same: then it appears here by itself.</source>
        <translation>قد يكون لدى RETM رغم ذلك، وعندها يظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>إيقاف المحاولة</translation>
    </message>
    <message>
        <source>Keep looking</source>
        <translation>متابعة التحقق</translation>
    </message>
    <message>
        <source>Give up this order?</source>
        <translation>إيقاف محاولة إرسال هذا الطلب؟</translation>
    </message>
    <message>
        <source>RETM does not have it. The kitchen will not hear of it, and it is closed here.</source>
        <translation>لم يصل إلى RETM. لن يعلم به المطبخ، ويُغلق هنا.</translation>
    </message>
    <message>
        <source>Give up the order</source>
        <translation>إيقاف إرسال الطلب</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الاحتفاظ به</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>طلب جديد</translation>
    </message>
    <message>
        <source>Cancel the order ({reason})</source>
        <translation>إلغاء الطلب ({reason})</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>منذ {time}</translation>
    </message>
    <message>
        <source>Tries so far: {n}</source>
        <translation>عدد المحاولات: {n}</translation>
    </message>
    <message>
        <source>Looked up again at {time}</source>
        <translation>يُتحقق منه مجددًا في {time}</translation>
    </message>
    <message>
        <source>{what} – sent once RETM can be reached again</source>
        <translation>{what} – يُرسل عند عودة الاتصال مع RETM</translation>
    </message>
    <message>
        <source>The new order for {customer} is sent in {n} s</source>
        <translation>الطلب الجديد للعميل {customer} يُرسل خلال {n} ث</translation>
    </message>
    <message>
        <source>Order {number} will be cancelled in {n} s</source>
        <translation>الطلب {number} سيُلغى خلال {n} ث</translation>
    </message>
    <message>
        <source>Order {number} will be marked delivered in {n} s</source>
        <translation>الطلب {number} سيُسجل أنه تم توصيله خلال {n} ث</translation>
    </message>
    <message>
        <source>Order {number} will be marked handed over in {n} s</source>
        <translation>الطلب {number} سيُسجل أنه تم تسليمه خلال {n} ث</translation>
    </message>
    <message>
        <source>{what} – sent in {n} s</source>
        <translation>{what} – يُرسل خلال {n} ث</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>is being sent</source>
        <translation>جارٍ الإرسال</translation>
    </message>
    <message>
        <source>no answer, is being looked up</source>
        <translation>لا رد، جارٍ التحقق</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>لم يتم</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>What was asked of RETM and is not done yet, the oldest first.</source>
        <translation>ما طُلب من RETM ولم يتم بعد، الأقدم أولًا.</translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>تم إرسال كل شيء</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Try all now</source>
        <translation>محاولة الكل الآن</translation>
    </message>
    <message>
        <source>RETM did the last of it at {time}.</source>
        <translation>آخر ما نفّذه RETM كان في {time}.</translation>
    </message>
    <message>
        <source>What is asked of RETM while it cannot be reached waits here and goes out by itself.</source>
        <translation>ما يُطلب من RETM أثناء انقطاع الاتصال ينتظر هنا ويُرسل تلقائيًا.</translation>
    </message>
    <message>
        <source>Show more ({n})</source>
        <translation>عرض المزيد ({n})</translation>
    </message>
    <message>
        <source>It is too late to change this.</source>
        <translation>فات وقت تعديل هذا.</translation>
    </message>
    <message>
        <source>It was sent to RETM meanwhile; what you changed was not.</source>
        <translation>أُرسل إلى RETM في هذه الأثناء، ولم يُرسل ما عدّلته.</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste the code</source>
        <translation>لصق الرمز</translation>
    </message>
    <message>
        <source>Code or answer</source>
        <translation>الرمز أو الرد</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Only if the code alone is pasted</source>
        <translation>فقط عند لصق الرمز وحده</translation>
    </message>
    <message>
        <source>Business id</source>
        <translation>معرّف المنشأة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>ربط</translation>
    </message>
    <message>
        <source>For when {service} cannot reach this computer: paste the installation code, or the whole answer or address that holds it.</source>
        <translation>إذا تعذّر على {service} الوصول إلى هذا الجهاز: الصق رمز التثبيت، أو الرد أو العنوان الكامل الذي يحتويه.</translation>
    </message>
    <message>
        <source>After {allow}, the browser shows an address that begins with
{redirect}
If that page does not open, paste the whole address here.</source>
        <translation>بعد الضغط على «{allow}» يعرض المتصفح عنوانًا يبدأ بما يلي:
{redirect}
إذا لم تُفتح تلك الصفحة فالصق العنوان كاملًا هنا.</translation>
    </message>
    <message>
        <source>Paste the code first.</source>
        <translation>الصق الرمز أولًا.</translation>
    </message>
    <message>
        <source>Paste the address first.</source>
        <translation>الصق العنوان أولًا.</translation>
    </message>
    <message>
        <source>No code can be read in this. Copy the whole address, to its very end.</source>
        <translation>لا يوجد رمز مقروء في هذا النص. انسخ العنوان كاملًا حتى نهايته.</translation>
    </message>
    <message>
        <source>No installation code can be read in this.</source>
        <translation>لا يوجد رمز تثبيت مقروء في هذا النص.</translation>
    </message>
    <message>
        <source>The business id is needed as well: the part before .retm.sa in the address.</source>
        <translation>معرّف المنشأة مطلوب أيضًا: الجزء الذي يسبق retm.sa في العنوان.</translation>
    </message>
    <message>
        <source>Paste the address</source>
        <translation>لصق العنوان</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens only, at most 63.</source>
        <translation>أحرف إنجليزية وأرقام وشرطات فقط، بحد أقصى 63.</translation>
    </message>
</context>
<context>
    <name>PaymentAccount</name>
    <message>
        <source>Renew it at {service}, so that payments go on.</source>
        <translation>جدّدها لدى {service} ليستمر الدفع.</translation>
    </message>
    <message>
        <source>This account has no plan for payments.</source>
        <translation>لا توجد باقة دفع لحساب الدفع هذا.</translation>
    </message>
    <message>
        <source>The plan for payments is not active: {status}.</source>
        <translation>باقة الدفع غير مفعّلة: {status}.</translation>
    </message>
    <message>
        <source>Ask {service} about it; payments may be refused until then.</source>
        <translation>اسأل {service} عنها؛ قد تُرفض الدفعات حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>The plan for payments ends on {day}. Days left: {n}</source>
        <translation>تنتهي باقة الدفع في {day}. الأيام المتبقية: {n}</translation>
    </message>
    <message>
        <source>The plan for payments ended on {day}.</source>
        <translation>انتهت باقة الدفع في {day}.</translation>
    </message>
    <message>
        <source>Payments go on until {day}.</source>
        <translation>يستمر الدفع حتى {day}.</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>Take payments, look them up, refund them, and read what was settled.</source>
        <translation>تحصيل الدفعات والاستعلام عنها ورد مبالغها وقراءة التسويات.</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>المتاجر</translation>
    </message>
    <message>
        <source>See the account&apos;s stores, make new ones and change them.</source>
        <translation>عرض متاجر حساب الدفع وإنشاء متاجر جديدة وتعديلها.</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>الشركة</translation>
    </message>
    <message>
        <source>See whose account it is and which plans it has.</source>
        <translation>معرفة صاحب حساب الدفع وباقاته.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>المستخدم</translation>
    </message>
    <message>
        <source>See who allowed access, and for which stores.</source>
        <translation>معرفة من سمح بالوصول ولأي متاجر.</translation>
    </message>
    <message>
        <source>Loyalty and vouchers</source>
        <translation>الولاء والقسائم</translation>
    </message>
    <message>
        <source>Market place</source>
        <translation>السوق الإلكتروني</translation>
    </message>
    <message>
        <source>Social media</source>
        <translation>التواصل الاجتماعي</translation>
    </message>
    <message>
        <source>Product {number}</source>
        <translation>المنتج {number}</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>تم التحقق</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>تم التفعيل</translation>
    </message>
    <message>
        <source>Under review</source>
        <translation>قيد المراجعة</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>تم الإيقاف</translation>
    </message>
    <message>
        <source>No status</source>
        <translation>بدون حالة</translation>
    </message>
    <message>
        <source>{service} tells nothing of this.</source>
        <translation>لم يذكر {service} شيئًا عن هذا.</translation>
    </message>
    <message>
        <source>{service} does not tell this to our sign-in.</source>
        <translation>لا يتيح {service} هذه البيانات بتسجيل الدخول هذا.</translation>
    </message>
</context>
<context>
    <name>PaymentAccountPage</name>
    <message>
        <source>Payments</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>No payment account is connected</source>
        <translation>لا يوجد حساب دفع مرتبط</translation>
    </message>
    <message>
        <source>With one, orders in ringgit are charged here: by a code on the screen, a payment page or a scanner. Refunds, takings and settlements are here as well. Orders go on without it as before.</source>
        <translation>بعد ربطه تُحصَّل هنا دفعات الطلبات بالرنجيت: برمز على الشاشة أو بصفحة الدفع أو بقارئ. وتجد هنا أيضًا رد المبالغ والمتحصلات والتسويات. وتستمر الطلبات بدونه كما كانت.</translation>
    </message>
    <message>
        <source>Connect a payment account</source>
        <translation>ربط حساب دفع</translation>
    </message>
    <message>
        <source>Practise payments</source>
        <translation>بدء التدريب على الدفع</translation>
    </message>
    <message>
        <source>Practice payments open…</source>
        <translation>جارٍ فتح التدريب على الدفع…</translation>
    </message>
</context>
<context>
    <name>PaymentDialog</name>
    <message>
        <source>Take payment</source>
        <translation>تحصيل دفعة</translation>
    </message>
    <message>
        <source>You can close this window: the payment goes on, and its order shows it.</source>
        <translation>يمكنك إغلاق هذه النافذة: تستمر الدفعة وتظهر في الطلب.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>الطلب {number}</translation>
    </message>
    <message>
        <source>Order without a number</source>
        <translation>طلب بدون رقم</translation>
    </message>
    <message>
        <source>This order cannot be charged any more.</source>
        <translation>لم يعد تحصيل قيمة هذا الطلب ممكنًا.</translation>
    </message>
    <message>
        <source>Nothing was charged. Close this window and look at the order.</source>
        <translation>لم يُخصم شيء. أغلق هذه النافذة وراجع الطلب.</translation>
    </message>
    <message>
        <source>The order changed meanwhile.</source>
        <translation>تغيّر الطلب في هذه الأثناء.</translation>
    </message>
    <message>
        <source>Nothing was charged. Look at the amount and choose again.</source>
        <translation>لم يُخصم شيء. راجع المبلغ واختر من جديد.</translation>
    </message>
    <message>
        <source>This is no payment code. Let the customer show it again, and scan it.</source>
        <translation>هذا ليس رمز دفع. اطلب من العميل عرضه مجددًا ثم امسحه.</translation>
    </message>
    <message>
        <source>The browser could not be opened.</source>
        <translation>تعذّر فتح المتصفح.</translation>
    </message>
    <message>
        <source>Nothing is charged. Copy the link below and open it by hand, or send it to the customer.</source>
        <translation>لم يُخصم شيء. انسخ الرابط في الأسفل وافتحه يدويًا، أو أرسله إلى العميل.</translation>
    </message>
    <message>
        <source>RETM tells of a payment of this order: {payments}. See that the customer pays only once.</source>
        <translation>يذكر RETM دفعة لهذا الطلب: {payments}. تأكد أن العميل يدفع مرة واحدة فقط.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>PaymentFields</name>
    <message>
        <source>Payment</source>
        <translation>طريقة الدفع</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>غير محدد</translation>
    </message>
    <message>
        <source>For the whole order</source>
        <translation>للطلب كاملًا</translation>
    </message>
    <message>
        <source>Order note</source>
        <translation>ملاحظة الطلب</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>RETM has no field for charges in a new order: they are written into the note for the till.</source>
        <translation>لا يوجد في RETM حقل للرسوم في الطلب الجديد، لذلك تُكتب في الملاحظة ليراها الكاشير.</translation>
    </message>
</context>
<context>
    <name>PaymentOffer</name>
    <message>
        <source>Take payment</source>
        <translation>تحصيل دفعة</translation>
    </message>
    <message>
        <source>Show the code again</source>
        <translation>إعادة عرض الرمز</translation>
    </message>
    <message>
        <source>Show the payment</source>
        <translation>عرض الدفعة</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>إعادة الاستعلام</translation>
    </message>
    <message>
        <source>Show the payment page</source>
        <translation>عرض صفحة الدفع</translation>
    </message>
</context>
<context>
    <name>PaymentPart</name>
    <message>
        <source>How is it paid?</source>
        <translation>كيف يُدفع؟</translation>
    </message>
    <message>
        <source>As soon as it is chosen at the till</source>
        <translation>فور اختيارها على الكاشير</translation>
    </message>
    <message>
        <source>Nobody types it a second time</source>
        <translation>دون كتابته مرة ثانية</translation>
    </message>
    <message>
        <source>What the tax invoice calls this way to pay.</source>
        <translation>تسمية طريقة الدفع هذه في الفاتورة الضريبية.</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>مقترح</translation>
    </message>
</context>
<context>
    <name>PaymentStores</name>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Address, second line</source>
        <translation>السطر الثاني من العنوان</translation>
    </message>
    <message>
        <source>Post code</source>
        <translation>الرمز البريدي</translation>
    </message>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الولاية</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>الدولة</translation>
    </message>
    <message>
        <source>Country code</source>
        <translation>رمز الدولة</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>خط العرض</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>خط الطول</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>الإحداثيات</translation>
    </message>
    <message>
        <source>This has to be filled in.</source>
        <translation>هذا الحقل مطلوب.</translation>
    </message>
    <message>
        <source>Digits only.</source>
        <translation>أرقام فقط.</translation>
    </message>
    <message>
        <source>Without the country code: it has a field of its own.</source>
        <translation>بدون رمز الدولة: له حقل خاص به.</translation>
    </message>
    <message>
        <source>Enter both coordinates, or leave both empty.</source>
        <translation>أدخل خط العرض وخط الطول معًا، أو اتركهما فارغين.</translation>
    </message>
    <message>
        <source>Enter degrees as a number, for example {example}.</source>
        <translation>أدخل الدرجات كعدد، مثل {example}.</translation>
    </message>
    <message>
        <source>Latitude goes from {a} to {b}, longitude from {c} to {d}.</source>
        <translation>خط العرض من {a} إلى {b}، وخط الطول من {c} إلى {d}.</translation>
    </message>
    <message>
        <source>Coordinates can be changed here, but taken away only in {service}&apos;s portal.</source>
        <translation>يمكن تعديل الإحداثيات هنا، أما حذفها فمن بوابة {service} فقط.</translation>
    </message>
    <message>
        <source>This cannot be right.</source>
        <translation>لا يمكن أن يكون هذا صحيحًا.</translation>
    </message>
    <message>
        <source>An account has at most {n} stores, and this one has them.</source>
        <translation>عدد متاجر حساب الدفع لا يتجاوز {n}، وقد بلغه هذا الحساب.</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>{field}: {old} → {new}</source>
        <translation>حقل {field}: {old} ← {new}</translation>
    </message>
    <message>
        <source>It is being sent; {service} has not answered yet.</source>
        <translation>جارٍ الإرسال، ولم يصل رد {service} بعد.</translation>
    </message>
    <message>
        <source>That goes on as soon as {service} answers.</source>
        <translation>يستمر التحقق فور رد {service}.</translation>
    </message>
    <message>
        <source>{service} did not answer, and the change was not found there afterwards.</source>
        <translation>لم يرد {service}، ولم يُعثر على التعديل لديه بعد ذلك.</translation>
    </message>
    <message>
        <source>{service} did not answer, and the store was not found there afterwards.</source>
        <translation>لم يرد {service}، ولم يُعثر على المتجر لديه بعد ذلك.</translation>
    </message>
    <message>
        <source>It is not sent again by itself; what you entered is kept here.</source>
        <translation>لن يُعاد الإرسال تلقائيًا، وما أدخلته محفوظ هنا.</translation>
    </message>
    <message>
        <source>Nothing was changed there; what you entered is kept here.</source>
        <translation>لم يتغير شيء هناك، وما أدخلته محفوظ هنا.</translation>
    </message>
</context>
<context>
    <name>PaymentTimeline</name>
    <message>
        <source>Payment of {amount} begun by {way} (reference {reference})</source>
        <translation>بدأت دفعة بقيمة {amount} عبر {way} (المرجع {reference})</translation>
    </message>
    <message>
        <source>Asked how the payment of {amount} ended</source>
        <translation>استعلام عن نتيجة الدفعة بقيمة {amount}</translation>
    </message>
    <message>
        <source>The payment of {amount} is being taken back</source>
        <translation>جارٍ إلغاء عملية الدفع بقيمة {amount}</translation>
    </message>
    <message>
        <source>Not certain whether {amount} was charged (reference {reference}). {why}</source>
        <translation>غير مؤكد هل تم خصم {amount} (المرجع {reference}). {why}</translation>
    </message>
    <message>
        <source>Not certain whether {amount} was charged (reference {reference})</source>
        <translation>غير مؤكد هل تم خصم {amount} (المرجع {reference})</translation>
    </message>
    <message>
        <source>Refund of {amount} begun</source>
        <translation>بدأ رد {amount}</translation>
    </message>
    <message>
        <source>Refund of {amount} did not happen. {why}</source>
        <translation>لم يتم رد {amount}. {why}</translation>
    </message>
    <message>
        <source>Paid {amount} by {way} (reference {reference})</source>
        <translation>تم دفع {amount} عبر {way} (المرجع {reference})</translation>
    </message>
    <message>
        <source>Refunded {amount} (reference {reference})</source>
        <translation>تم رد {amount} (المرجع {reference})</translation>
    </message>
    <message>
        <source>Payment of {amount} by {way} failed. {why}</source>
        <translation>فشلت دفعة بقيمة {amount} عبر {way}. {why}</translation>
    </message>
    <message>
        <source>Payment of {amount} by {way} failed</source>
        <translation>فشلت دفعة بقيمة {amount} عبر {way}</translation>
    </message>
    <message>
        <source>Payment of {amount} by {way}: not paid in time</source>
        <translation>دفعة بقيمة {amount} عبر {way}: انتهت مهلتها</translation>
    </message>
    <message>
        <source>Payment of {amount} taken back: nothing is charged</source>
        <translation>أُلغيت عملية الدفع بقيمة {amount}: لم يُخصم شيء</translation>
    </message>
</context>
<context>
    <name>PaymentWords</name>
    <message>
        <source>QR code</source>
        <translation>رمز QR</translation>
    </message>
    <message>
        <source>payment page</source>
        <translation>صفحة الدفع</translation>
    </message>
    <message>
        <source>customer&apos;s code</source>
        <translation>رمز العميل</translation>
    </message>
    <message>
        <source>Being charged</source>
        <translation>قيد التحصيل</translation>
    </message>
    <message>
        <source>Being prepared</source>
        <translation>قيد التجهيز</translation>
    </message>
    <message>
        <source>Being looked up</source>
        <translation>قيد التحقق</translation>
    </message>
    <message>
        <source>Can still be paid</source>
        <translation>ما زال الدفع ممكنًا</translation>
    </message>
    <message>
        <source>Waits for the customer</source>
        <translation>بانتظار العميل</translation>
    </message>
    <message>
        <source>Being taken back</source>
        <translation>قيد الإلغاء</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>غير مؤكدة</translation>
    </message>
    <message>
        <source>Being refunded</source>
        <translation>جارٍ رد المبلغ</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>تم الدفع</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>لم تُدفع</translation>
    </message>
    <message>
        <source>Not paid in time</source>
        <translation>انتهت مهلتها</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>ملغاة</translation>
    </message>
    <message>
        <source>{service} shows the payment as it was before.</source>
        <translation>يُظهر {service} الدفعة كما كانت من قبل.</translation>
    </message>
    <message>
        <source>Nothing was refunded.</source>
        <translation>لم يُرد أي مبلغ.</translation>
    </message>
    <message>
        <source>Try again, or give the money back another way.</source>
        <translation>أعد المحاولة، أو رُدّ المبلغ بطريقة أخرى.</translation>
    </message>
    <message>
        <source>It is not certain yet whether the customer is charged: do not take another payment.</source>
        <translation>لم يتأكد بعد هل تم الخصم من العميل: لا تحصّل دفعة أخرى.</translation>
    </message>
    <message>
        <source>The customer&apos;s code has been sent.</source>
        <translation>أُرسل رمز العميل.</translation>
    </message>
    <message>
        <source>The customer&apos;s app may ask for a PIN now.</source>
        <translation>قد يطلب تطبيق العميل الرقم السري PIN الآن.</translation>
    </message>
    <message>
        <source>The payment is being prepared at {service}.</source>
        <translation>جارٍ تجهيز الدفعة لدى {service}.</translation>
    </message>
    <message>
        <source>Nothing is charged yet.</source>
        <translation>لم يُخصم شيء بعد.</translation>
    </message>
    <message>
        <source>Wait a moment; it goes on by itself.</source>
        <translation>انتظر لحظة؛ يستمر ذلك تلقائيًا.</translation>
    </message>
    <message>
        <source>The payment is being taken back.</source>
        <translation>جارٍ إلغاء عملية الدفع.</translation>
    </message>
    <message>
        <source>No certain answer came. Wait for the result; it comes by itself.</source>
        <translation>لم يصل رد مؤكد. انتظر النتيجة؛ تصل تلقائيًا.</translation>
    </message>
    <message>
        <source>The refund is under way.</source>
        <translation>جارٍ رد المبلغ.</translation>
    </message>
    <message>
        <source>It is sent once only, and looked up until it is certain how it ended.</source>
        <translation>يُرسل رد المبلغ مرة واحدة فقط، ويُتحقق منه حتى تتأكد نتيجته.</translation>
    </message>
    <message>
        <source>Wait for the result before you give the money back another way.</source>
        <translation>انتظر النتيجة قبل رد المبلغ بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The payment has been given back.</source>
        <translation>تم رد مبلغ الدفعة.</translation>
    </message>
    <message>
        <source>The customer gets {amount} back.</source>
        <translation>يُرد إلى العميل {amount}.</translation>
    </message>
    <message>
        <source>Nothing is left to do; when it arrives is up to the customer&apos;s wallet.</source>
        <translation>لا يلزم شيء آخر؛ موعد وصول المبلغ تحدده محفظة العميل.</translation>
    </message>
    <message>
        <source>The customer did not pay in time.</source>
        <translation>لم يدفع العميل خلال المهلة.</translation>
    </message>
    <message>
        <source>Nothing was charged.</source>
        <translation>لم يُخصم شيء.</translation>
    </message>
    <message>
        <source>Take the payment again if the customer still wants to pay.</source>
        <translation>أعد تحصيل الدفعة إذا كان العميل ما زال يريد الدفع.</translation>
    </message>
    <message>
        <source>The payment was taken back.</source>
        <translation>أُلغيت عملية الدفع.</translation>
    </message>
    <message>
        <source>Nothing was charged: the customer has all of it back.</source>
        <translation>لم يُخصم شيء: عاد المبلغ كله إلى العميل.</translation>
    </message>
    <message>
        <source>Take the payment again, or another way.</source>
        <translation>أعد تحصيل الدفعة، أو حصّلها بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The time to pay is over.</source>
        <translation>انتهت مهلة الدفع.</translation>
    </message>
    <message>
        <source>It is looked up whether it was paid; the result comes by itself.</source>
        <translation>جارٍ التحقق هل تم الدفع؛ تصل النتيجة تلقائيًا.</translation>
    </message>
    <message>
        <source>The code is not shown any more.</source>
        <translation>لم يعد الرمز معروضًا.</translation>
    </message>
    <message>
        <source>The payment page is not waited for here any more.</source>
        <translation>لم يعد البرنامج ينتظر صفحة الدفع.</translation>
    </message>
    <message>
        <source>It can still be paid until {time}.</source>
        <translation>ما زال الدفع ممكنًا حتى {time}.</translation>
    </message>
    <message>
        <source>Another payment of this order can only begin after that.</source>
        <translation>لا يمكن بدء دفعة أخرى لهذا الطلب إلا بعد ذلك.</translation>
    </message>
    <message>
        <source>The customer can pay now.</source>
        <translation>يمكن للعميل الدفع الآن.</translation>
    </message>
    <message>
        <source>Nothing is charged before the customer confirms.</source>
        <translation>لا يُخصم شيء قبل تأكيد العميل.</translation>
    </message>
    <message>
        <source>Let the customer scan the code with a wallet or bank app.</source>
        <translation>اطلب من العميل مسح الرمز بتطبيق محفظة أو بنك.</translation>
    </message>
    <message>
        <source>Let the customer pay on the page: in your browser, or by its link.</source>
        <translation>اطلب من العميل الدفع في الصفحة: في متصفحك أو عبر رابطها.</translation>
    </message>
    <message>
        <source>Let the customer enter the PIN in the app; the result comes by itself.</source>
        <translation>اطلب من العميل إدخال الرقم السري PIN في التطبيق؛ تصل النتيجة تلقائيًا.</translation>
    </message>
    <message>
        <source>Without an answer the payment is taken back after {n} s.</source>
        <translation>إن لم يصل رد فستُلغى عملية الدفع بعد {n} ث.</translation>
    </message>
    <message>
        <source>Wait for the result; it comes by itself within {n} s.</source>
        <translation>انتظر النتيجة؛ تصل تلقائيًا خلال {n} ث.</translation>
    </message>
    <message>
        <source>{service} is asked how the payment ended.</source>
        <translation>جارٍ الاستعلام من {service} عن نتيجة الدفعة.</translation>
    </message>
    <message>
        <source>Ask again. If it stays so, look for {reference} in {service}&apos;s merchant portal.</source>
        <translation>أعد الاستعلام. إذا استمر ذلك فابحث عن {reference} في بوابة التاجر لدى {service}.</translation>
    </message>
    <message>
        <source>The customer has been charged, but not {amount}: do not take another payment.</source>
        <translation>تم الخصم من العميل بمبلغ غير {amount}: لا تحصّل دفعة أخرى.</translation>
    </message>
    <message>
        <source>Do not take another payment of this order yet.</source>
        <translation>لا تحصّل الآن دفعة أخرى لهذا الطلب.</translation>
    </message>
    <message>
        <source>It is not certain whether the customer has been charged.</source>
        <translation>من غير المؤكد هل تم الخصم من العميل.</translation>
    </message>
    <message>
        <source>The customer has been charged {amount}.</source>
        <translation>تم خصم {amount} من العميل.</translation>
    </message>
    <message>
        <source>Nothing is left to do.</source>
        <translation>لا يلزم شيء آخر.</translation>
    </message>
    <message>
        <source>The refund is refused.</source>
        <translation>رُفض رد المبلغ.</translation>
    </message>
    <message>
        <source>The refund did not happen.</source>
        <translation>لم يتم رد المبلغ.</translation>
    </message>
    <message>
        <source>The payment stands: the customer has been charged.</source>
        <translation>الدفعة قائمة: تم الخصم من العميل.</translation>
    </message>
    <message>
        <source>Try again, or let the customer pay another way.</source>
        <translation>أعد المحاولة، أو اطلب من العميل الدفع بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The payment did not reach {service}.</source>
        <translation>لم تصل الدفعة إلى {service}.</translation>
    </message>
    <message>
        <source>{service} did not answer, so there is nothing the customer could pay.</source>
        <translation>لم يصل رد من {service}، فلا يوجد ما يمكن للعميل دفعه.</translation>
    </message>
    <message>
        <source>The payment did not succeed.</source>
        <translation>لم تنجح عملية الدفع.</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Day</source>
        <translation>يوم</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>أسبوع</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>شهر</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
</context>
<context>
    <name>PeriodFilters</name>
    <message>
        <source>All days</source>
        <translation>كل الأيام</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
</context>
<context>
    <name>Periods</name>
    <message>
        <source>Day and time</source>
        <translation>اليوم والوقت</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Choose products</source>
        <translation>اختيار المنتجات</translation>
    </message>
    <message>
        <source>Choose branches</source>
        <translation>اختيار الفروع</translation>
    </message>
    <message>
        <source>Name of a product</source>
        <translation>اسم المنتج</translation>
    </message>
    <message>
        <source>Name of a branch</source>
        <translation>اسم الفرع</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>Enter or a double click chooses as well.</source>
        <translation>يمكن الاختيار أيضًا بمفتاح الإدخال أو بنقرتين.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>اختيار</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>السعر</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>مختار</translation>
    </message>
    <message>
        <source>Nothing on this computer has “{text}” in its name.</source>
        <translation>لا شيء على هذا الجهاز في اسمه «{text}».</translation>
    </message>
    <message>
        <source>RETM has told of none yet. They appear here by themselves.</source>
        <translation>لم تُبلغ RETM بشيء منها بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>Change the PIN for refunds</source>
        <translation>تغيير الرقم السري PIN لرد المبالغ</translation>
    </message>
    <message>
        <source>Choose a PIN for refunds</source>
        <translation>اختيار الرقم السري PIN لرد المبالغ</translation>
    </message>
    <message>
        <source>Every refund on this computer asks for it. Tell it only to those who may give money back. If it is forgotten, disconnect the payment account and connect it again.</source>
        <translation>يُطلب عند كل رد مبلغ على هذا الجهاز. لا تخبر به إلا من يحق له رد المبالغ. إذا نُسي فألغِ ربط حساب الدفع ثم أعد ربطه.</translation>
    </message>
    <message>
        <source>Present PIN</source>
        <translation>الرقم السري PIN الحالي</translation>
    </message>
    <message>
        <source>The new PIN once more</source>
        <translation>الرقم السري PIN الجديد مرة أخرى</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Keep this PIN</source>
        <translation>حفظ الرقم السري PIN</translation>
    </message>
    <message>
        <source>New PIN, {least} to {most} digits</source>
        <translation>الرقم السري PIN الجديد، عدد خاناته من {least} إلى {most}</translation>
    </message>
    <message>
        <source>This is not the same PIN as above.</source>
        <translation>لا يطابق الرقم السري PIN أعلاه.</translation>
    </message>
    <message>
        <source>A PIN has {least} to {most} digits.</source>
        <translation>عدد خانات الرقم السري PIN من {least} إلى {most}.</translation>
    </message>
</context>
<context>
    <name>PlaceFields</name>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Choose a branch</source>
        <translation>اختر الفرع</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>نوع الطلب</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>غير محدد</translation>
    </message>
</context>
<context>
    <name>PlansCard</name>
    <message>
        <source>Plans</source>
        <translation>الباقات</translation>
    </message>
    <message>
        <source>What the company subscribed to. Payments need the plan for payments.</source>
        <translation>اشتراكات الشركة. الدفع يحتاج إلى باقة الدفع.</translation>
    </message>
    <message>
        <source>Ends on {day}</source>
        <translation>تنتهي في: {day}</translation>
    </message>
    <message>
        <source>{ends}, goes on until {day} at the latest</source>
        <translation>الباقة {ends}، ويستمر العمل بها حتى {day} كحد أقصى</translation>
    </message>
    <message>
        <source>{ends}, days of grace: {n}</source>
        <translation>الباقة {ends}، أيام المهلة: {n}</translation>
    </message>
</context>
<context>
    <name>PriceChoice</name>
    <message>
        <source>Price list</source>
        <translation>قائمة الأسعار</translation>
    </message>
    <message>
        <source>Prices of the menu and of new orders</source>
        <translation>أسعار قائمة الطعام والطلبات الجديدة</translation>
    </message>
    <message>
        <source>RETM&apos;s prices</source>
        <translation>أسعار RETM</translation>
    </message>
</context>
<context>
    <name>ProductCard</name>
    <message>
        <source>{n} kcal</source>
        <translation>{n} سعرة</translation>
    </message>
</context>
<context>
    <name>ProductDetail</name>
    <message>
        <source>name and price</source>
        <translation>الاسم والسعر</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
    <message>
        <source>At RETM</source>
        <translation>في RETM</translation>
    </message>
    <message>
        <source>Kinds and sizes</source>
        <translation>الأنواع والأحجام</translation>
    </message>
    <message>
        <source>Choice {n}</source>
        <translation>الخيار {n}</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>not told by RETM</source>
        <translation>غير متوفر في RETM</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>رمز الصنف SKU</translation>
    </message>
    <message>
        <source>Base price</source>
        <translation>السعر الأساسي</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>in none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Calories</source>
        <translation>السعرات</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>وقت التحضير</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>{n} kcal</source>
        <translation>{n} سعرة</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} د</translation>
    </message>
    <message>
        <source>Sold beyond stock</source>
        <translation>يُباع رغم النفاد</translation>
    </message>
    <message>
        <source>{n} in stock</source>
        <translation>المخزون: {n}</translation>
    </message>
    <message>
        <source>RETM lists nothing to choose from</source>
        <translation>لا توجد خيارات في RETM</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>ProductGrid</name>
    <message>
        <source>Products</source>
        <translation>المنتجات</translation>
    </message>
</context>
<context>
    <name>ProductIds</name>
    <message>
        <source>Show the ids in it</source>
        <translation>عرض المعرّفات</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>Size or kind</source>
        <translation>حجم أو نوع</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>اختيار</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Hide the ids</source>
        <translation>إخفاء المعرّفات</translation>
    </message>
    <message>
        <source>id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>ProductsModel</name>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>from {price}</source>
        <translation>من {price}</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>A moment…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Ask {service} for the page where you allow access</source>
        <translation>طلب صفحة السماح بالوصول من {service}</translation>
    </message>
    <message>
        <source>{service}&apos;s answer with a code for this program</source>
        <translation>رد {service} برمز هذا البرنامج</translation>
    </message>
    <message>
        <source>Sign in to {service} with the code</source>
        <translation>تسجيل الدخول إلى {service} بالرمز</translation>
    </message>
</context>
<context>
    <name>Providers</name>
    <message>
        <source>Orders, menu, branches and devices</source>
        <translation>الطلبات وقائمة الطعام والفروع والأجهزة</translation>
    </message>
    <message>
        <source>Connect a restaurant</source>
        <translation>ربط مطعم</translation>
    </message>
    <message>
        <source>RETM gives every program a client id and a client secret; they are kept sealed on this computer.</source>
        <translation>يمنح RETM كل برنامج معرّفًا وسرًا، ويُحفظان مشفّرين على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>معرّف التطبيق (client id)</translation>
    </message>
    <message>
        <source>Enter the client id from RETM&apos;s developer portal.</source>
        <translation>أدخل معرّف التطبيق من بوابة مطوّري RETM.</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>سر التطبيق (client secret)</translation>
    </message>
    <message>
        <source>Enter the client secret that belongs to it.</source>
        <translation>أدخل سر التطبيق الخاص به.</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>سماح</translation>
    </message>
    <message>
        <source>Orders, menu, branches and devices are being fetched. From now on orders arrive by themselves.</source>
        <translation>جارٍ جلب الطلبات وقائمة الطعام والفروع والأجهزة. من الآن تصل الطلبات تلقائيًا.</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>فتح الطلبات</translation>
    </message>
    <message>
        <source>Payments, refunds and stores, in ringgit</source>
        <translation>الدفع ورد المبالغ والمتاجر، بالرنجيت</translation>
    </message>
    <message>
        <source>Connect payments</source>
        <translation>ربط حساب الدفع</translation>
    </message>
    <message>
        <source>Make an application in Revenue Monster&apos;s merchant portal, under Developer, Applications. What it shows is entered here and kept sealed on this computer.</source>
        <translation>أنشئ تطبيقًا في بوابة التاجر لدى Revenue Monster من «Developer» ثم «Applications». أدخل هنا ما يظهر فيه، ويُحفظ مشفّرًا على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Enter the client id of the application.</source>
        <translation>أدخل معرّف التطبيق.</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>المفتاح الخاص (private key)</translation>
    </message>
    <message>
        <source>Choose or paste the private key of the application.</source>
        <translation>اختر المفتاح الخاص للتطبيق أو الصقه.</translation>
    </message>
    <message>
        <source>Made together with the client public key; it signs every payment.</source>
        <translation>أُنشئ مع المفتاح العام للتطبيق (client public key)، ويوقّع كل دفعة.</translation>
    </message>
    <message>
        <source>Private key read</source>
        <translation>تمت قراءة المفتاح الخاص</translation>
    </message>
    <message>
        <source>Server public key</source>
        <translation>المفتاح العام للخادم (server public key)</translation>
    </message>
    <message>
        <source>Choose or paste the server public key of the application.</source>
        <translation>اختر المفتاح العام للخادم الخاص بالتطبيق أو الصقه.</translation>
    </message>
    <message>
        <source>Shown with the application; it proves who answers.</source>
        <translation>يظهر مع التطبيق، ويثبت هوية من يرد.</translation>
    </message>
    <message>
        <source>Server public key read</source>
        <translation>تمت قراءة المفتاح العام للخادم</translation>
    </message>
    <message>
        <source>Payments can be taken in ringgit. Link its stores to your branches next.</source>
        <translation>يمكن الآن تحصيل الدفعات بالرنجيت. الخطوة التالية: اربط متاجر الحساب بفروعك.</translation>
    </message>
    <message>
        <source>Open payments</source>
        <translation>فتح قسم الدفع</translation>
    </message>
    <message>
        <source>No real money</source>
        <translation>بدون أموال حقيقية</translation>
    </message>
</context>
<context>
    <name>RawDocument</name>
    <message>
        <source>RETM&apos;s document</source>
        <translation>مستند RETM</translation>
    </message>
    <message>
        <source>The document is longer than is shown here.</source>
        <translation>المستند أطول مما يُعرض هنا.</translation>
    </message>
    <message>
        <source>the document</source>
        <translation>المستند</translation>
    </message>
    <message>
        <source>Hide RETM&apos;s document</source>
        <translation>إخفاء مستند RETM</translation>
    </message>
    <message>
        <source>Show RETM&apos;s document</source>
        <translation>عرض مستند RETM</translation>
    </message>
    <message>
        <source>Hide personal data</source>
        <translation>إخفاء البيانات الشخصية</translation>
    </message>
    <message>
        <source>Show personal data</source>
        <translation>عرض البيانات الشخصية</translation>
    </message>
</context>
<context>
    <name>Reachable</name>
    <message>
        <source>On this computer</source>
        <translation>على هذا الجهاز</translation>
    </message>
    <message>
        <source>local address</source>
        <translation>العنوان المحلي</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>العنوان العام</translation>
    </message>
    <message>
        <source>public address</source>
        <translation>العنوان العام</translation>
    </message>
    <message>
        <source>Success address</source>
        <translation>عنوان النجاح</translation>
    </message>
    <message>
        <source>success address</source>
        <translation>عنوان النجاح</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>عناوين الإشعارات</translation>
    </message>
    <message>
        <source>webhook addresses, one a line</source>
        <translation>عناوين الإشعارات، كل عنوان في سطر</translation>
    </message>
    <message>
        <source>An address such as https://orders.example.com</source>
        <translation>عنوان مثل https://orders.example.com</translation>
    </message>
    <message>
        <source>When Allow is pressed, RETM&apos;s servers call the success address below, and later the webhook addresses. Both begin with a public address that must lead, over HTTPS, to the local address of this computer: through a tunnel, or a port forward in the router with a certificate in front of it. Enter the public address here and register the others in RETM&apos;s developer portal. Without all this, paste the code by hand; orders still arrive, because the program asks RETM every few seconds.</source>
        <translation>عند الضغط على «سماح» تتصل خوادم RETM بعنوان النجاح أدناه، ثم لاحقًا بعناوين الإشعارات (webhooks). تبدأ كلها بعنوان عام يجب أن يوصل عبر HTTPS إلى العنوان المحلي لهذا الجهاز: عبر نفق، أو بتوجيه منفذ في الراوتر مع شهادة أمامه. أدخل العنوان العام هنا وسجّل بقية العناوين في بوابة مطوّري RETM. ومن دون ذلك كله الصق الرمز يدويًا، وتبقى الطلبات تصل لأن البرنامج يسأل RETM كل بضع ثوانٍ.</translation>
    </message>
</context>
<context>
    <name>Receiving</name>
    <message>
        <source>Receiving orders</source>
        <translation>استقبال الطلبات</translation>
    </message>
    <message>
        <source>RETM tells this program about new orders at once; besides, it asks RETM every few seconds.</source>
        <translation>يُبلغ RETM البرنامج بالطلبات الجديدة فورًا، كما يسأل البرنامج RETM كل بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>خدمة الاستقبال</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>المنفذ</translation>
    </message>
    <message>
        <source>Change it only if another program uses it. Counts from the next start of the program.</source>
        <translation>غيّره فقط إذا كان برنامج آخر يستخدمه. يسري من التشغيل القادم للبرنامج.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>تعمل</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>متوقفة</translation>
    </message>
    <message>
        <source>Nothing has come in since the program was started.</source>
        <translation>لم يصل شيء منذ تشغيل البرنامج.</translation>
    </message>
    <message>
        <source>Last heard from RETM at {time} ({age}).</source>
        <translation>آخر إشعار من RETM في {time} ({age}).</translation>
    </message>
</context>
<context>
    <name>ReceivingCard</name>
    <message>
        <source>Receiving</source>
        <translation>الاستقبال</translation>
    </message>
    <message>
        <source>Register these addresses in RETM&apos;s developer portal.</source>
        <translation>سجّل هذه العناوين في بوابة مطوّري RETM.</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>خدمة الاستقبال</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>على هذا الجهاز</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>المنفذ</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>العنوان العام</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>متوقفة</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>تعمل</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>none set; orders come by asking RETM</source>
        <translation>غير محدد، وتصل الطلبات بالاستعلام من RETM</translation>
    </message>
    <message>
        <source>the address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبدًا</translation>
    </message>
</context>
<context>
    <name>RecordDetail</name>
    <message>
        <source>name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
    <message>
        <source>Id at RETM</source>
        <translation>المعرّف في RETM</translation>
    </message>
    <message>
        <source>RETM tells no name</source>
        <translation>بلا اسم في RETM</translation>
    </message>
    <message>
        <source>No Arabic name at RETM</source>
        <translation>بلا اسم عربي في RETM</translation>
    </message>
    <message>
        <source>No English name at RETM</source>
        <translation>بلا اسم إنجليزي في RETM</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>It is made at RETM, and every till of the restaurant has it then.</source>
        <translation>يُنشأ في RETM، ثم يظهر على كل كاشير في المطعم.</translation>
    </message>
    <message>
        <source>What is sent now takes the place of what was to be made.</source>
        <translation>ما يُرسل الآن يحل محل ما كان سيُنشأ.</translation>
    </message>
    <message>
        <source>RETM cannot be reached now: it waits here and goes out by itself.</source>
        <translation>تعذر الوصول إلى RETM الآن، وسيبقى هنا ويُرسل تلقائيًا.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Make it at RETM</source>
        <translation>إنشاء في RETM</translation>
    </message>
    <message>
        <source>RETM says: {words}</source>
        <translation>رد RETM: {words}</translation>
    </message>
    <message>
        <source>RETM refused it.</source>
        <translation>رفضه RETM.</translation>
    </message>
    <message>
        <source>RETM has made it already.</source>
        <translation>سبق أن أنشأه RETM.</translation>
    </message>
    <message>
        <source>It is on its way to RETM just now.</source>
        <translation>جارٍ إرساله إلى RETM الآن.</translation>
    </message>
    <message>
        <source>What you changed was not sent. Close this and look at the list.</source>
        <translation>لم يُرسل تعديلك. أغلق النافذة وراجع القائمة.</translation>
    </message>
    <message>
        <source>Discard what you entered?</source>
        <translation>تجاهل ما أدخلته؟</translation>
    </message>
    <message>
        <source>Nothing of it has been sent to RETM.</source>
        <translation>لم يُرسل منه شيء إلى RETM.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>متابعة التعديل</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>not told</source>
        <translation>لم يُذكر</translation>
    </message>
    <message>
        <source>Code of its kind at RETM</source>
        <translation>رمز النوع في RETM</translation>
    </message>
    <message>
        <source>RETM does not publish what these codes mean.</source>
        <translation>لا ينشر RETM معاني هذه الرموز.</translation>
    </message>
    <message>
        <source>A driver takes such orders out</source>
        <translation>طلب يخرج مع سائق</translation>
    </message>
    <message>
        <source>Told by its name, since RETM has no sign for it.</source>
        <translation>يُعرف من الاسم، إذ لا علامة لذلك في RETM.</translation>
    </message>
    <message>
        <source>Order types</source>
        <translation>أنواع الطلبات</translation>
    </message>
    <message>
        <source>{n} order types</source>
        <translation>عدد الأنواع: {n}</translation>
    </message>
    <message>
        <source>Search order types</source>
        <translation>البحث في أنواع الطلبات</translation>
    </message>
    <message>
        <source>Show all order types</source>
        <translation>عرض كل أنواع الطلبات</translation>
    </message>
    <message>
        <source>No order types</source>
        <translation>لا توجد أنواع طلبات</translation>
    </message>
    <message>
        <source>RETM tells of no order type.</source>
        <translation>لا يوجد أي نوع طلب في RETM.</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>توصيل</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>New order type</source>
        <translation>نوع طلب جديد</translation>
    </message>
    <message>
        <source>New order type: {name}</source>
        <translation>نوع طلب جديد: {name}</translation>
    </message>
    <message>
        <source>The menu shows these prices</source>
        <translation>أسعار معروضة في قائمة الطعام</translation>
    </message>
    <message>
        <source>Which list the menu is read with is chosen in the Menu tab.</source>
        <translation>تُختار قائمة الأسعار المعروضة من صفحة قائمة الطعام.</translation>
    </message>
    <message>
        <source>Price lists</source>
        <translation>قوائم الأسعار</translation>
    </message>
    <message>
        <source>{n} price lists</source>
        <translation>عدد القوائم: {n}</translation>
    </message>
    <message>
        <source>Search price lists</source>
        <translation>البحث في قوائم الأسعار</translation>
    </message>
    <message>
        <source>Show all price lists</source>
        <translation>عرض كل قوائم الأسعار</translation>
    </message>
    <message>
        <source>No price lists</source>
        <translation>لا توجد قوائم أسعار</translation>
    </message>
    <message>
        <source>RETM tells of no price list.</source>
        <translation>لا توجد أي قائمة أسعار في RETM.</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Shown in the menu</source>
        <translation>معروضة في القائمة</translation>
    </message>
    <message>
        <source>RETM has no call that makes a price list: make it in RETM itself, and it appears here.</source>
        <translation>لا يتيح RETM إنشاء قائمة أسعار من هنا: أنشئها في RETM نفسه وستظهر هنا.</translation>
    </message>
    <message>
        <source>What the tax invoice calls this way to pay.</source>
        <translation>تسمية طريقة الدفع هذه في الفاتورة الضريبية.</translation>
    </message>
    <message>
        <source>Payment methods</source>
        <translation>طرق الدفع</translation>
    </message>
    <message>
        <source>{n} payment methods</source>
        <translation>عدد الطرق: {n}</translation>
    </message>
    <message>
        <source>Search payment methods</source>
        <translation>البحث في طرق الدفع</translation>
    </message>
    <message>
        <source>Show all payment methods</source>
        <translation>عرض كل طرق الدفع</translation>
    </message>
    <message>
        <source>No payment methods</source>
        <translation>لا توجد طرق دفع</translation>
    </message>
    <message>
        <source>RETM tells of no payment method.</source>
        <translation>لا توجد أي طريقة دفع في RETM.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Drawer</source>
        <translation>الدرج</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>جهاز البطاقات</translation>
    </message>
    <message>
        <source>ZATCA</source>
        <translation>رمز الزكاة</translation>
    </message>
    <message>
        <source>New payment method</source>
        <translation>طريقة دفع جديدة</translation>
    </message>
    <message>
        <source>New payment method: {name}</source>
        <translation>طريقة دفع جديدة: {name}</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Tax on it</source>
        <translation>الضريبة عليه</translation>
    </message>
    <message>
        <source>With tax (estimate)</source>
        <translation>مع الضريبة (تقديري)</translation>
    </message>
    <message>
        <source>If the tax comes on top of the amount, which RETM does not say.</source>
        <translation>إذا كانت الضريبة تُضاف إلى المبلغ، وهذا ما لا يوضحه RETM.</translation>
    </message>
    <message>
        <source>Order charges</source>
        <translation>رسوم الطلبات</translation>
    </message>
    <message>
        <source>{n} order charges</source>
        <translation>عدد الرسوم: {n}</translation>
    </message>
    <message>
        <source>Search order charges</source>
        <translation>البحث في رسوم الطلب</translation>
    </message>
    <message>
        <source>Show all order charges</source>
        <translation>عرض كل رسوم الطلب</translation>
    </message>
    <message>
        <source>No order charges</source>
        <translation>لا توجد رسوم طلب</translation>
    </message>
    <message>
        <source>RETM tells of no order charge.</source>
        <translation>لا يوجد أي رسم طلب في RETM.</translation>
    </message>
    <message>
        <source>New order charge</source>
        <translation>رسم طلب جديد</translation>
    </message>
    <message>
        <source>New order charge: {name}</source>
        <translation>رسم طلب جديد: {name}</translation>
    </message>
    <message>
        <source>In the price</source>
        <translation>ضمن السعر</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>{n} taxes</source>
        <translation>عدد الضرائب: {n}</translation>
    </message>
    <message>
        <source>Search taxes</source>
        <translation>البحث في الضرائب</translation>
    </message>
    <message>
        <source>Show all taxes</source>
        <translation>عرض كل الضرائب</translation>
    </message>
    <message>
        <source>No taxes</source>
        <translation>لا توجد ضرائب</translation>
    </message>
    <message>
        <source>RETM tells of no tax.</source>
        <translation>لا توجد أي ضريبة في RETM.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>القيمة</translation>
    </message>
    <message>
        <source>New tax</source>
        <translation>ضريبة جديدة</translation>
    </message>
    <message>
        <source>New tax: {name}</source>
        <translation>ضريبة جديدة: {name}</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>جارٍ قراءة القائمة…</translation>
    </message>
    <message>
        <source>It is on this computer and appears in a moment.</source>
        <translation>هو على هذا الجهاز ويظهر بعد لحظة.</translation>
    </message>
    <message>
        <source>The list is on its way</source>
        <translation>القائمة في الطريق</translation>
    </message>
    <message>
        <source>It has not been read from RETM yet and appears here by itself.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>Not on this computer yet</source>
        <translation>لم تُحفظ على هذا الجهاز بعد</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>In English</source>
        <translation>بالإنجليزية</translation>
    </message>
    <message>
        <source>In Arabic</source>
        <translation>بالعربية</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>نقد</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>بطاقة هدية</translation>
    </message>
    <message>
        <source>Credit account</source>
        <translation>حساب آجل</translation>
    </message>
    <message>
        <source>Third party</source>
        <translation>طرف ثالث</translation>
    </message>
    <message>
        <source>Kind {code}</source>
        <translation>النوع {code}</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>آجل</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>حساب بنكي</translation>
    </message>
    <message>
        <source>Notes and coins that go into the drawer.</source>
        <translation>أوراق وعملات توضع في الدرج.</translation>
    </message>
    <message>
        <source>Any bank card, also on a phone or watch.</source>
        <translation>أي بطاقة بنكية، ولو عبر جوال أو ساعة.</translation>
    </message>
    <message>
        <source>Paid later: delivery apps, accounts.</source>
        <translation>يُدفع لاحقًا: تطبيقات التوصيل والحسابات.</translation>
    </message>
    <message>
        <source>A transfer to the restaurant&apos;s bank account.</source>
        <translation>تحويل إلى حساب المطعم البنكي.</translation>
    </message>
    <message>
        <source>None of these, such as a gift card.</source>
        <translation>غير ما سبق، مثل بطاقة هدية.</translation>
    </message>
    <message>
        <source>unknown code</source>
        <translation>رمز غير معروف</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>نسبة مئوية</translation>
    </message>
    <message>
        <source>Fixed amount</source>
        <translation>مبلغ ثابت</translation>
    </message>
    <message>
        <source>No tax</source>
        <translation>بدون ضريبة</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>الاسم بالإنجليزية</translation>
    </message>
    <message>
        <source>Name in Arabic</source>
        <translation>الاسم بالعربية</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Opens the cash drawer</source>
        <translation>فتح درج النقد</translation>
    </message>
    <message>
        <source>Sends the amount to the card terminal</source>
        <translation>إرسال المبلغ إلى جهاز البطاقات</translation>
    </message>
    <message>
        <source>ZATCA payment code</source>
        <translation>رمز الدفع لدى هيئة الزكاة</translation>
    </message>
    <message>
        <source>RETM wants the name in both languages.</source>
        <translation>يشترط RETM الاسم باللغتين.</translation>
    </message>
    <message>
        <source>At most {n} letters.</source>
        <translation>عدد الأحرف لا يتجاوز {n}.</translation>
    </message>
    <message>
        <source>Another one in this list has this name. Choose a name of its own.</source>
        <translation>هذا الاسم موجود في القائمة. اختر اسمًا آخر.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>اختر واحدًا.</translation>
    </message>
    <message>
        <source>A whole number from 1 to 99.</source>
        <translation>أدخل عددًا صحيحًا من 1 إلى 99.</translation>
    </message>
    <message>
        <source>Enter a number above zero.</source>
        <translation>أدخل عددًا أكبر من صفر.</translation>
    </message>
    <message>
        <source>This is no number. Write the decimals after a dot, for example 12.50.</source>
        <translation>ليس عددًا. اكتب الكسور بعد نقطة، مثل 12.50.</translation>
    </message>
    <message>
        <source>It has to be above zero.</source>
        <translation>يجب أن يكون أكبر من صفر.</translation>
    </message>
    <message>
        <source>This is too much to be meant.</source>
        <translation>عدد أكبر من المعقول.</translation>
    </message>
    <message>
        <source>RETM keeps fewer decimals than that.</source>
        <translation>عدد الخانات العشرية أكثر مما يحفظه RETM.</translation>
    </message>
    <message>
        <source>A percentage is at most 100.</source>
        <translation>النسبة لا تتجاوز 100.</translation>
    </message>
    <message>
        <source>Choose the code that goes on the tax invoice.</source>
        <translation>اختر الرمز الذي يُكتب في الفاتورة الضريبية.</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Nothing in this list holds “{text}”.</source>
        <translation>لا شيء في هذه القائمة يطابق «{text}».</translation>
    </message>
    <message>
        <source>Stop looking for it?</source>
        <translation>إيقاف البحث عنه؟</translation>
    </message>
    <message>
        <source>RETM may have made it all the same: then it appears in the list by itself.</source>
        <translation>ربما أنشأه RETM مع ذلك، وعندها يظهر في القائمة تلقائيًا.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>إيقاف المحاولة</translation>
    </message>
    <message>
        <source>Keep looking</source>
        <translation>متابعة البحث</translation>
    </message>
    <message>
        <source>Created at RETM: {name}</source>
        <translation>تم الإنشاء في RETM: {name}</translation>
    </message>
</context>
<context>
    <name>RedirectAddress</name>
    <message>
        <source>Redirect address</source>
        <translation>عنوان إعادة التوجيه</translation>
    </message>
    <message>
        <source>Register it at {service} with the application. It must be the same to the letter: no slash at its end, and no other port.</source>
        <translation>سجّله لدى {service} مع التطبيق. يجب أن يكون مطابقًا حرفيًا: دون شرطة مائلة في آخره ودون منفذ آخر.</translation>
    </message>
    <message>
        <source>the redirect address</source>
        <translation>عنوان إعادة التوجيه</translation>
    </message>
</context>
<context>
    <name>RefundDialog</name>
    <message>
        <source>Give {amount} back?</source>
        <translation>رد {amount} إلى العميل؟</translation>
    </message>
    <message>
        <source>All of it goes back to where the customer paid from. A refund cannot be taken back.</source>
        <translation>يُرد المبلغ كاملًا إلى المحفظة أو البنك الذي دفع منه العميل. لا يمكن التراجع عن رد المبلغ.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>ما السبب؟</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Wallet or bank</source>
        <translation>المحفظة أو البنك</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>وقت الدفع</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>رقم العملية</translation>
    </message>
    <message>
        <source>The order was cancelled</source>
        <translation>تم إلغاء الطلب</translation>
    </message>
    <message>
        <source>Something was missing or wrong</source>
        <translation>نقص أو خطأ في الطلب</translation>
    </message>
    <message>
        <source>The wrong amount was charged</source>
        <translation>تم خصم مبلغ خاطئ</translation>
    </message>
    <message>
        <source>The customer paid twice</source>
        <translation>دفع العميل مرتين</translation>
    </message>
    <message>
        <source>More words, or another reason</source>
        <translation>تفاصيل إضافية أو سبب آخر</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>تغيير الرقم السري PIN</translation>
    </message>
    <message>
        <source>PIN for refunds</source>
        <translation>الرقم السري PIN لرد المبالغ</translation>
    </message>
    <message>
        <source>Keep the payment</source>
        <translation>إبقاء الدفعة</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>رد {amount}</translation>
    </message>
    <message>
        <source>The PIN was wrong too often; nothing was refunded. It can be tried again in {n} s.</source>
        <translation>أُدخل الرقم السري PIN خطأً مرات كثيرة، ولم يُرد أي مبلغ. المحاولة القادمة بعد {n} ث.</translation>
    </message>
    <message>
        <source>This payment cannot be refunded any more.</source>
        <translation>لم يعد رد مبلغ هذه الدفعة ممكنًا.</translation>
    </message>
    <message>
        <source>Nothing was refunded by this. Close this window and look how the payment stands now.</source>
        <translation>لم ينتج عن ذلك رد أي مبلغ. أغلق هذه النافذة وراجع حالة الدفعة الآن.</translation>
    </message>
</context>
<context>
    <name>RefusalWindow</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Nothing was charged.</source>
        <translation>لم يُخصم شيء.</translation>
    </message>
    <message>
        <source>The customer&apos;s code is too old.</source>
        <translation>انتهت صلاحية رمز العميل.</translation>
    </message>
    <message>
        <source>Ask for a new code in the customer&apos;s app and scan that.</source>
        <translation>اطلب رمزًا جديدًا من تطبيق العميل وامسحه.</translation>
    </message>
    <message>
        <source>The customer&apos;s code was used before.</source>
        <translation>سبق استخدام رمز العميل.</translation>
    </message>
    <message>
        <source>What was scanned is no code one can pay with.</source>
        <translation>ما تم مسحه ليس رمز دفع.</translation>
    </message>
    <message>
        <source>Ask for the payment code in the customer&apos;s app and scan it again.</source>
        <translation>اطلب رمز الدفع من تطبيق العميل وامسحه مجددًا.</translation>
    </message>
    <message>
        <source>The customer&apos;s balance is too low.</source>
        <translation>رصيد العميل غير كافٍ.</translation>
    </message>
    <message>
        <source>Let the customer top up, or pay another way.</source>
        <translation>اطلب من العميل شحن رصيده أو الدفع بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The customer&apos;s wallet cannot pay now.</source>
        <translation>لا يمكن الدفع من محفظة العميل الآن.</translation>
    </message>
    <message>
        <source>Let the customer look into the app, or pay another way.</source>
        <translation>اطلب من العميل مراجعة تطبيقه أو الدفع بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The customer has reached the limit of the wallet.</source>
        <translation>بلغ العميل الحد الأقصى لمحفظته.</translation>
    </message>
    <message>
        <source>Let the customer pay another way.</source>
        <translation>اطلب من العميل الدفع بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The customer has to confirm the payment with a PIN.</source>
        <translation>على العميل تأكيد الدفع بالرقم السري PIN.</translation>
    </message>
    <message>
        <source>Before that nothing is charged.</source>
        <translation>لا يُخصم شيء قبل ذلك.</translation>
    </message>
    <message>
        <source>Let the customer enter the PIN in the app; the result comes by itself.</source>
        <translation>اطلب من العميل إدخال الرقم السري PIN في التطبيق؛ تصل النتيجة تلقائيًا.</translation>
    </message>
    <message>
        <source>Nothing was refunded.</source>
        <translation>لم يُرد أي مبلغ.</translation>
    </message>
    <message>
        <source>The payment stays as it is.</source>
        <translation>تبقى الدفعة كما هي.</translation>
    </message>
    <message>
        <source>This payment cannot be refunded through {service}: its way of paying forbids it.</source>
        <translation>لا يمكن رد مبلغ هذه الدفعة عبر {service}: طريقة دفعها لا تسمح بذلك.</translation>
    </message>
    <message>
        <source>Give the money back another way, for example in cash.</source>
        <translation>رد المبلغ إلى العميل بطريقة أخرى، نقدًا مثلًا.</translation>
    </message>
    <message>
        <source>This payment has been refunded in full.</source>
        <translation>تم رد مبلغ هذه الدفعة كاملًا.</translation>
    </message>
    <message>
        <source>Nothing was refunded a second time.</source>
        <translation>لم يُرد أي مبلغ مرة ثانية.</translation>
    </message>
    <message>
        <source>Nothing is left to do.</source>
        <translation>لا يلزم شيء آخر.</translation>
    </message>
    <message>
        <source>A refund of this payment is under way.</source>
        <translation>جارٍ رد مبلغ هذه الدفعة.</translation>
    </message>
    <message>
        <source>Wait a moment, then refresh the payment.</source>
        <translation>انتظر لحظة ثم حدّث الدفعة.</translation>
    </message>
    <message>
        <source>This payment can be refunded only in full.</source>
        <translation>لا يمكن رد مبلغ هذه الدفعة إلا كاملًا.</translation>
    </message>
    <message>
        <source>Refresh the payment and refund the whole amount.</source>
        <translation>حدّث الدفعة ثم رد المبلغ كاملًا.</translation>
    </message>
    <message>
        <source>{service} does not find the payment that is to be refunded.</source>
        <translation>لم يجد {service} الدفعة المطلوب رد مبلغها.</translation>
    </message>
    <message>
        <source>Refresh the payments and look whether it is still there.</source>
        <translation>حدّث الدفعات وتأكد أنها ما زالت موجودة.</translation>
    </message>
    <message>
        <source>{service} wants a refund PIN of its own and refuses the one it got.</source>
        <translation>يطلب {service} رقمًا سريًا PIN خاصًا به لرد المبالغ، ورفض الرقم الذي وصله.</translation>
    </message>
    <message>
        <source>Make this refund in {service}&apos;s merchant portal.</source>
        <translation>نفّذ رد هذا المبلغ من بوابة التاجر لدى {service}.</translation>
    </message>
    <message>
        <source>Less than this is left of the payment to refund.</source>
        <translation>المتبقي القابل للرد من هذه الدفعة أقل من هذا المبلغ.</translation>
    </message>
    <message>
        <source>Refresh the payment and look how much is left.</source>
        <translation>حدّث الدفعة وراجع المتبقي منها.</translation>
    </message>
    <message>
        <source>The account&apos;s balance at {service} is too low for this refund.</source>
        <translation>رصيد حساب الدفع في {service} لا يكفي لرد هذا المبلغ.</translation>
    </message>
    <message>
        <source>Try again when more payments have come in, or give the money back in cash.</source>
        <translation>أعد المحاولة بعد وصول دفعات أخرى، أو رد المبلغ نقدًا.</translation>
    </message>
    <message>
        <source>The account&apos;s limit of refunds for one day is reached.</source>
        <translation>بلغ حساب الدفع الحد اليومي لرد المبالغ.</translation>
    </message>
    <message>
        <source>Refund it tomorrow, or ask {service} to raise the limit.</source>
        <translation>رد المبلغ غدًا، أو اطلب من {service} رفع الحد.</translation>
    </message>
    <message>
        <source>A payment of this kind cannot be taken back.</source>
        <translation>لا يمكن إلغاء عملية دفع من هذا النوع.</translation>
    </message>
    <message>
        <source>Look how it stands; once it is paid, refund it.</source>
        <translation>راجع حالتها؛ وبعد دفعها يمكنك رد المبلغ.</translation>
    </message>
    <message>
        <source>It is too late to take this payment back.</source>
        <translation>فات وقت إلغاء عملية الدفع هذه.</translation>
    </message>
    <message>
        <source>{service} could not take this payment back.</source>
        <translation>تعذّر على {service} إلغاء عملية الدفع هذه.</translation>
    </message>
    <message>
        <source>Look how it stands before anybody pays again.</source>
        <translation>راجع حالتها قبل أن يدفع أحد مرة أخرى.</translation>
    </message>
    <message>
        <source>The amount is above the account&apos;s limit for one payment.</source>
        <translation>المبلغ أعلى من الحد المسموح به للدفعة الواحدة في حساب الدفع.</translation>
    </message>
    <message>
        <source>Let the customer pay another way, or ask {service} to raise the limit.</source>
        <translation>اطلب من العميل الدفع بطريقة أخرى، أو اطلب من {service} رفع الحد.</translation>
    </message>
    <message>
        <source>The account&apos;s limit of payments for one day is reached.</source>
        <translation>بلغ حساب الدفع الحد اليومي للدفعات.</translation>
    </message>
    <message>
        <source>The account&apos;s limit of payments for one month is reached.</source>
        <translation>بلغ حساب الدفع الحد الشهري للدفعات.</translation>
    </message>
    <message>
        <source>The account may take no more payments today.</source>
        <translation>لا يمكن لحساب الدفع تحصيل دفعات أخرى اليوم.</translation>
    </message>
    <message>
        <source>The amount is too small: ten sen is the least.</source>
        <translation>المبلغ صغير جدًا: أقل مبلغ 10 سن.</translation>
    </message>
    <message>
        <source>Nothing was charged a second time.</source>
        <translation>لم يُخصم شيء مرة ثانية.</translation>
    </message>
    <message>
        <source>Look how the payment stands before anybody pays again.</source>
        <translation>راجع حالة الدفعة قبل أن يدفع أحد مرة أخرى.</translation>
    </message>
    <message>
        <source>Begin a new payment.</source>
        <translation>ابدأ دفعة جديدة.</translation>
    </message>
    <message>
        <source>{service} has a payment of this number already.</source>
        <translation>توجد لدى {service} دفعة بهذا الرقم من قبل.</translation>
    </message>
    <message>
        <source>This is paid already.</source>
        <translation>سبق أن تم الدفع.</translation>
    </message>
    <message>
        <source>Refresh the payments; nothing is left to pay.</source>
        <translation>حدّث الدفعات؛ لم يبق شيء للدفع.</translation>
    </message>
    <message>
        <source>This has not been paid.</source>
        <translation>لم يتم الدفع.</translation>
    </message>
    <message>
        <source>The time for this payment is over.</source>
        <translation>انتهت مهلة هذه الدفعة.</translation>
    </message>
    <message>
        <source>This payment was cancelled.</source>
        <translation>أُلغيت هذه الدفعة.</translation>
    </message>
    <message>
        <source>The payment did not succeed.</source>
        <translation>لم تنجح عملية الدفع.</translation>
    </message>
    <message>
        <source>Begin a new payment, or let the customer pay another way.</source>
        <translation>ابدأ دفعة جديدة، أو اطلب من العميل الدفع بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The payment is still under way.</source>
        <translation>ما زالت الدفعة قيد التنفيذ.</translation>
    </message>
    <message>
        <source>Wait for its result before anybody pays again.</source>
        <translation>انتظر نتيجتها قبل أن يدفع أحد مرة أخرى.</translation>
    </message>
    <message>
        <source>The payment does not stand as this would need.</source>
        <translation>حالة الدفعة لا تسمح بهذا الإجراء.</translation>
    </message>
    <message>
        <source>Nothing was charged or refunded by this.</source>
        <translation>لم ينتج عن ذلك أي خصم أو رد مبلغ.</translation>
    </message>
    <message>
        <source>Refresh the payment and look how it stands.</source>
        <translation>حدّث الدفعة وراجع حالتها.</translation>
    </message>
    <message>
        <source>{service} does not know this payment.</source>
        <translation>هذه الدفعة غير موجودة في {service}.</translation>
    </message>
    <message>
        <source>Nothing was charged and nothing was changed.</source>
        <translation>لم يُخصم شيء ولم يتغير شيء.</translation>
    </message>
    <message>
        <source>The account at {service} is not active.</source>
        <translation>حساب الدفع في {service} غير مفعّل.</translation>
    </message>
    <message>
        <source>Ask {service} to activate it; until then take payments another way.</source>
        <translation>اطلب من {service} تفعيله؛ وحتى ذلك الحين حصّل الدفعات بطريقة أخرى.</translation>
    </message>
    <message>
        <source>{service} has suspended the account.</source>
        <translation>أوقف {service} حساب الدفع.</translation>
    </message>
    <message>
        <source>Ask {service} why; until then take payments another way.</source>
        <translation>اسأل {service} عن السبب؛ وحتى ذلك الحين حصّل الدفعات بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The account&apos;s plan for payments is missing or has run out.</source>
        <translation>باقة الدفع في حساب الدفع غير موجودة أو منتهية.</translation>
    </message>
    <message>
        <source>Renew the plan in {service}&apos;s merchant portal.</source>
        <translation>جدّد الباقة من بوابة التاجر لدى {service}.</translation>
    </message>
    <message>
        <source>No way of paying is active for the account.</source>
        <translation>لا توجد طريقة دفع مفعّلة لحساب الدفع.</translation>
    </message>
    <message>
        <source>Ask {service} to activate one; until then take payments another way.</source>
        <translation>اطلب من {service} تفعيل طريقة دفع؛ وحتى ذلك الحين حصّل الدفعات بطريقة أخرى.</translation>
    </message>
    <message>
        <source>The application at {service} is not set up for payments.</source>
        <translation>التطبيق في {service} غير مهيأ للدفع.</translation>
    </message>
    <message>
        <source>Add the payment product, the webhook address and the public key to it in the merchant portal.</source>
        <translation>أضف إليه منتج الدفع وعنوان الإشعارات (webhook) والمفتاح العام من بوابة التاجر.</translation>
    </message>
    <message>
        <source>The account has as many stores as it may have: ten.</source>
        <translation>بلغ حساب الدفع الحد الأقصى لعدد المتاجر: 10.</translation>
    </message>
    <message>
        <source>Use one of the stores there are, or ask {service} for more.</source>
        <translation>استخدم أحد المتاجر الموجودة، أو اطلب من {service} زيادة عددها.</translation>
    </message>
    <message>
        <source>The account&apos;s first store cannot be deleted.</source>
        <translation>لا يمكن حذف المتجر الأول في حساب الدفع.</translation>
    </message>
    <message>
        <source>Choose another store.</source>
        <translation>اختر متجرًا آخر.</translation>
    </message>
    <message>
        <source>{service} does not know this store.</source>
        <translation>هذا المتجر غير موجود في {service}.</translation>
    </message>
    <message>
        <source>Refresh the stores and link the branch to one of them.</source>
        <translation>حدّث المتاجر واربط الفرع بأحدها.</translation>
    </message>
    <message>
        <source>This way of paying is not set up for the account.</source>
        <translation>طريقة الدفع هذه غير مهيأة لحساب الدفع.</translation>
    </message>
    <message>
        <source>Let the customer pay another way, or ask {service} to set it up.</source>
        <translation>اطلب من العميل الدفع بطريقة أخرى، أو اطلب من {service} تهيئتها.</translation>
    </message>
</context>
<context>
    <name>Restaurants</name>
    <message>
        <source>Restaurants</source>
        <translation>المطاعم</translation>
    </message>
    <message>
        <source>One is shown at a time; all keep receiving what RETM sends.</source>
        <translation>يُعرض مطعم واحد في كل مرة، وتستمر كلها في استقبال ما يرسله RETM.</translation>
    </message>
    <message>
        <source>RETM does not tell a restaurant&apos;s currency: choose the one its prices are in.</source>
        <translation>لا يذكر RETM عملة المطعم: اختر العملة التي كُتبت بها أسعاره.</translation>
    </message>
    <message>
        <source>Connect another restaurant</source>
        <translation>ربط مطعم آخر</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>بدء التدريب</translation>
    </message>
    <message>
        <source>No restaurant is connected on this computer.</source>
        <translation>لا يوجد مطعم مرتبط على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>تسجيل الدخول مجددًا</translation>
    </message>
    <message>
        <source>New secret needed</source>
        <translation>سر جديد مطلوب</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الربط…</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>معروض الآن</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>مرتبط</translation>
    </message>
    <message>
        <source>{business} · connected since {time}</source>
        <translation>{business} · مرتبط منذ {time}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Enter the new secret</source>
        <translation>إدخال السر الجديد</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Show {restaurant}</source>
        <translation>عرض {restaurant}</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>إلغاء الربط</translation>
    </message>
    <message>
        <source>Disconnect {restaurant}</source>
        <translation>إلغاء ربط {restaurant}</translation>
    </message>
    <message>
        <source>Currency of {restaurant}</source>
        <translation>عملة {restaurant}</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>العملة</translation>
    </message>
    <message>
        <source>Forgotten: the sign-in and the secrets of this restaurant on this computer; nothing more is received.
Kept: its orders, menu and customers, for when it is connected again.</source>
        <translation>يُحذف: بيانات الدخول والأسرار الخاصة بهذا المطعم على هذا الجهاز، ولا يُستقبل منه شيء بعد ذلك.
يبقى: طلباته وقائمة طعامه وعملاؤه، إلى أن يُعاد ربطه.</translation>
    </message>
    <message>
        <source>Not sent yet and kept waiting: {n}.</source>
        <translation>لم يُرسل بعد ويبقى بانتظار الإرسال: {n}.</translation>
    </message>
    <message>
        <source>Disconnect {restaurant}?</source>
        <translation>إلغاء ربط {restaurant}؟</translation>
    </message>
    <message>
        <source>Keep it connected</source>
        <translation>إبقاء الربط</translation>
    </message>
    <message>
        <source>The practice restaurant opens…</source>
        <translation>جارٍ فتح المطعم التدريبي…</translation>
    </message>
</context>
<context>
    <name>RewardActs</name>
    <message>
        <source>Remove {code}?</source>
        <translation>حذف {code}؟</translation>
    </message>
    <message>
        <source>The till refuses it from now on. Its redemptions stay in the history.</source>
        <translation>ترفضها نقطة البيع من الآن، وتبقى استخداماتها في السجل.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>إبقاء</translation>
    </message>
    <message>
        <source>{code} was removed.</source>
        <translation>حُذفت المكافأة {code}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>It was not put back: another reward has this code now.</source>
        <translation>لم تُستعد: لمكافأة أخرى هذا الرمز الآن.</translation>
    </message>
    <message>
        <source>Its redemptions are kept in the history.</source>
        <translation>استخداماتها محفوظة في السجل.</translation>
    </message>
</context>
<context>
    <name>RewardDetail</name>
    <message>
        <source>Show what the till redeemed</source>
        <translation>عرض استخداماتها في نقطة البيع</translation>
    </message>
    <message>
        <source>What the till gets</source>
        <translation>ما تتلقاه نقطة البيع</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>تفعيل</translation>
    </message>
    <message>
        <source>RETM&apos;s check names no branch: elsewhere it is refused only when it is redeemed.</source>
        <translation>التحقق لدى RETM لا يذكر الفرع: في غيرها تُرفض عند الاستخدام فقط.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>نسخ مكررة</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>السريان</translation>
    </message>
    <message>
        <source>Uses left</source>
        <translation>المرات المتبقية</translation>
    </message>
    <message>
        <source>Used so far</source>
        <translation>مرات الاستخدام</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>جوال العميل</translation>
    </message>
    <message>
        <source>Button at the till</source>
        <translation>زر في نقطة البيع</translation>
    </message>
</context>
<context>
    <name>RewardForm</name>
    <message>
        <source>Edit {code}</source>
        <translation>تعديل {code}</translation>
    </message>
    <message>
        <source>New reward</source>
        <translation>مكافأة جديدة</translation>
    </message>
    <message>
        <source>What the till gets</source>
        <translation>ما تتلقاه نقطة البيع</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Enter how much it takes off.</source>
        <translation>أدخل مقدار الخصم.</translation>
    </message>
    <message>
        <source>Choose the branches, or all of them.</source>
        <translation>اختر الفروع، أو اختر جميع الفروع.</translation>
    </message>
    <message>
        <source>Another reward has this code.</source>
        <translation>لمكافأة أخرى هذا الرمز.</translation>
    </message>
    <message>
        <source>Discard what you entered?</source>
        <translation>تجاهل ما أدخلته؟</translation>
    </message>
    <message>
        <source>The book stays as it is.</source>
        <translation>يبقى دفتر المكافآت كما هو.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>متابعة التعديل</translation>
    </message>
</context>
<context>
    <name>Rewards</name>
    <message>
        <source>Good now</source>
        <translation>صالحة الآن</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>موقوفة</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>لم تبدأ بعد</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>منتهية</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>مستنفدة</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>تم الاستخدام</translation>
    </message>
    <message>
        <source>Refused: no such coupon</source>
        <translation>مرفوض: لا كوبون بهذا الرمز</translation>
    </message>
    <message>
        <source>Refused: switched off</source>
        <translation>مرفوض: الكوبون موقوف</translation>
    </message>
    <message>
        <source>Refused: not valid yet</source>
        <translation>مرفوض: لم يبدأ سريانه</translation>
    </message>
    <message>
        <source>Refused: expired</source>
        <translation>مرفوض: منتهي الصلاحية</translation>
    </message>
    <message>
        <source>Refused: used up</source>
        <translation>مرفوض: استُنفدت مراته</translation>
    </message>
    <message>
        <source>Refused: not for this branch</source>
        <translation>مرفوض: ليس لهذا الفرع</translation>
    </message>
    <message>
        <source>The whole order free</source>
        <translation>الطلب كله مجانًا</translation>
    </message>
    <message>
        <source>{off} off the order</source>
        <translation>خصم {off} من الطلب</translation>
    </message>
    <message>
        <source>{products} free</source>
        <translation>مجانًا: {products}</translation>
    </message>
    <message>
        <source>{off} off {products}</source>
        <translation>خصم {off} من {products}</translation>
    </message>
    <message>
        <source>products</source>
        <translation>منتجات</translation>
    </message>
    <message>
        <source>, at most {amount}</source>
        <translation>، بحد أقصى {amount}</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
    <message>
        <source>{first} and {n} more</source>
        <translation>{first} و{n} غيرها</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>بلا حد</translation>
    </message>
    <message>
        <source>From {begin} until {end}</source>
        <translation>من {begin} حتى {end}</translation>
    </message>
    <message>
        <source>From {begin} on</source>
        <translation>ابتداءً من {begin}</translation>
    </message>
    <message>
        <source>Until {end}</source>
        <translation>حتى {end}</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>دائمًا</translation>
    </message>
    <message>
        <source>Enter a code with letters or digits.</source>
        <translation>أدخل رمزًا من حروف أو أرقام.</translation>
    </message>
    <message>
        <source>A cashier types the code: 64 characters at most.</source>
        <translation>الكاشير يكتب الرمز: 64 حرفًا على الأكثر.</translation>
    </message>
    <message>
        <source>Enter how much it takes off, more than 0.</source>
        <translation>أدخل مقدار الخصم، أكبر من صفر.</translation>
    </message>
    <message>
        <source>That is more than one million.</source>
        <translation>هذا أكثر من مليون.</translation>
    </message>
    <message>
        <source>More than 100% cannot be taken off.</source>
        <translation>لا يمكن خصم أكثر من السعر كله (100 في المئة).</translation>
    </message>
    <message>
        <source>Enter an amount, or 0 for no ceiling.</source>
        <translation>أدخل مبلغًا، أو صفرًا لعدم التحديد.</translation>
    </message>
    <message>
        <source>Choose the products it counts for.</source>
        <translation>اختر المنتجات التي تشملها.</translation>
    </message>
    <message>
        <source>It has to count for one of each product at least.</source>
        <translation>يجب أن تشمل واحدًا من كل منتج على الأقل.</translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation>تنتهي قبل أن تبدأ.</translation>
    </message>
    <message>
        <source>Enter how many uses are left, or choose unlimited.</source>
        <translation>أدخل المرات المتبقية، أو اختر «بلا حد للمرات».</translation>
    </message>
    <message>
        <source>A phone number such as 0551234567, or nothing.</source>
        <translation>رقم جوال مثل 0551234567، أو اتركه فارغًا.</translation>
    </message>
    <message>
        <source>The button needs words in both languages.</source>
        <translation>الزر يحتاج نصًا باللغتين.</translation>
    </message>
    <message>
        <source>The button needs an address to open, or no words.</source>
        <translation>الزر يحتاج عنوانًا يفتحه، أو احذف نصه.</translation>
    </message>
    <message>
        <source>An address such as https://shop.example.com/coupon</source>
        <translation>عنوان مثل https://shop.example.com/coupon</translation>
    </message>
</context>
<context>
    <name>RewardsPage</name>
    <message>
        <source>Code or note</source>
        <translation>الرمز أو الملاحظة</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>المكافآت</translation>
    </message>
    <message>
        <source>New reward</source>
        <translation>مكافأة جديدة</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>الدفتر</translation>
    </message>
    <message>
        <source>Redemptions</source>
        <translation>الاستخدامات</translation>
    </message>
    <message>
        <source>At the till</source>
        <translation>في نقطة البيع</translation>
    </message>
    <message>
        <source>{n} rewards</source>
        <translation>عدد المكافآت: {n}</translation>
    </message>
    <message>
        <source>{n} redemptions</source>
        <translation>عدد الاستخدامات: {n}</translation>
    </message>
    <message>
        <source>RETM&apos;s till cannot ask this computer yet</source>
        <translation>لا تستطيع نقطة بيع RETM سؤال هذا الجهاز بعد</translation>
    </message>
    <message>
        <source>No public address is set. Rewards are kept here all the same; the till cannot check them.</source>
        <translation>لم يُحدَّد عنوان عام. المكافآت محفوظة هنا مع ذلك، لكن نقطة البيع لا تستطيع التحقق منها.</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>العناوين</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Safety</source>
        <translation>الأمان</translation>
    </message>
    <message>
        <source>Secrets are sealed; orders stay on this computer.</source>
        <translation>الأسرار مشفّرة، والطلبات تبقى على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Sign-ins and secrets</source>
        <translation>بيانات الدخول والأسرار</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>مجلد البيانات</translation>
    </message>
    <message>
        <source>Orders, menu and settings. Copy the folder to keep a backup.</source>
        <translation>الطلبات وقائمة الطعام والإعدادات. انسخ المجلد للاحتفاظ بنسخة احتياطية.</translation>
    </message>
    <message>
        <source>the folder&apos;s path</source>
        <translation>مسار المجلد</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>The system&apos;s password store is being asked.</source>
        <translation>جارٍ سؤال مخزن كلمات المرور في النظام.</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>آمن</translation>
    </message>
    <message>
        <source>In memory only</source>
        <translation>في الذاكرة فقط</translation>
    </message>
    <message>
        <source>Kept in a sealed file; its key is in the system&apos;s password store ({backend}).</source>
        <translation>محفوظة في ملف مشفّر، ومفتاحه في مخزن كلمات المرور في النظام ({backend}).</translation>
    </message>
    <message>
        <source>Kept in a sealed file; its key is in the system&apos;s password store.</source>
        <translation>محفوظة في ملف مشفّر، ومفتاحه في مخزن كلمات المرور في النظام.</translation>
    </message>
    <message>
        <source>The system&apos;s password store is locked or does not answer.</source>
        <translation>مخزن كلمات المرور في النظام مقفل أو لا يستجيب.</translation>
    </message>
    <message>
        <source>This system has no password store.</source>
        <translation>لا يوجد مخزن كلمات مرور في هذا النظام.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not keep what it is given.</source>
        <translation>مخزن كلمات المرور في النظام لا يحفظ ما يُعطى له.</translation>
    </message>
    <message>
        <source>Nothing is remembered in this run.</source>
        <translation>لا يُحفظ شيء في هذا التشغيل.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Table (*.csv)</source>
        <translation>جدول (*.csv)</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>استبدال الملف؟</translation>
    </message>
    <message>
        <source>There is a file at {path} already. What is in it is lost.</source>
        <translation>يوجد ملف في {path} من قبل، وسيُفقد ما فيه.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>استبدال</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>إبقاؤه</translation>
    </message>
    <message>
        <source>The system says: {reason}. Nothing was changed at {path}. Choose another folder, or close the program that has the file open, and export again.</source>
        <translation>يقول النظام: {reason}. لم يتغير شيء في {path}. اختر مجلدًا آخر، أو أغلق البرنامج الذي يفتح الملف، ثم صدّر من جديد.</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>نسخ المسار</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Enter the new client secret</source>
        <translation>إدخال سر التطبيق الجديد</translation>
    </message>
    <message>
        <source>It is tried at RETM before it is kept.</source>
        <translation>يُجرَّب لدى RETM قبل حفظه.</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>سر التطبيق (client secret)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Try it and use it</source>
        <translation>تجربة واستخدام</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>لا شيء ينتظر الإرسال.</translation>
    </message>
    <message>
        <source>Waiting here and sent as soon as RETM accepts the secret: {n}.</source>
        <translation>تنتظر هنا وتُرسل فور قبول RETM للسر: {n}.</translation>
    </message>
    <message>
        <source>Trying it at RETM…</source>
        <translation>جارٍ التجربة لدى RETM…</translation>
    </message>
    <message>
        <source>The program has not opened its connection to RETM yet.</source>
        <translation>لم يفتح البرنامج اتصاله مع RETM بعد.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again in a moment; if it stays so, start the program again.</source>
        <translation>لم يتغير شيء. حاول بعد لحظة، وإذا بقي الأمر كذلك فأعد تشغيل البرنامج.</translation>
    </message>
    <message>
        <source>RETM refuses this secret too. The one before is kept, and nothing was changed at RETM.</source>
        <translation>يرفض RETM هذا السر أيضًا. السر السابق محفوظ، ولم يتغير شيء في RETM.</translation>
    </message>
    <message>
        <source>RETM wants the merchant to allow access again.</source>
        <translation>يطلب RETM أن يسمح صاحب المطعم بالوصول من جديد.</translation>
    </message>
    <message>
        <source>Orders and what waits are kept. Connect again with the new secret.</source>
        <translation>الطلبات وما ينتظر الإرسال محفوظة. أعد الربط بالسر الجديد.</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>إعادة الربط</translation>
    </message>
    <message>
        <source>Enter the client secret from RETM&apos;s developer portal.</source>
        <translation>أدخل سر التطبيق من بوابة مطوّري RETM.</translation>
    </message>
    <message>
        <source>What waited is being sent now: {n}.</source>
        <translation>جارٍ إرسال ما كان ينتظر: {n}.</translation>
    </message>
    <message>
        <source>Everything goes on as before.</source>
        <translation>يستمر كل شيء كما كان.</translation>
    </message>
    <message>
        <source>RETM accepts the new secret</source>
        <translation>قبل RETM السر الجديد</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Show the secret</source>
        <translation>إظهار السر</translation>
    </message>
    <message>
        <source>Paste the secret</source>
        <translation>لصق السر</translation>
    </message>
    <message>
        <source>Hide the secret</source>
        <translation>إخفاء السر</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The next try is in {n} s.</source>
        <translation>المحاولة القادمة بعد {n} ث.</translation>
    </message>
    <message>
        <source>Orders on this computer stay here, and what you do is sent later.</source>
        <translation>الطلبات على هذا الجهاز باقية، وما تنفذه يُرسل لاحقًا.</translation>
    </message>
    <message>
        <source>Check the internet connection; the program keeps trying by itself.</source>
        <translation>تحقق من الاتصال بالإنترنت؛ البرنامج يواصل المحاولة تلقائيًا.</translation>
    </message>
    <message>
        <source>Orders and unsent actions are kept.</source>
        <translation>الطلبات والإجراءات غير المرسلة محفوظة.</translation>
    </message>
    <message>
        <source>Connect the restaurant again.</source>
        <translation>أعد ربط المطعم.</translation>
    </message>
    <message>
        <source>Orders are kept; what you do waits here and is sent afterwards.</source>
        <translation>الطلبات محفوظة، وما تفعله ينتظر هنا ويُرسل بعد ذلك.</translation>
    </message>
    <message>
        <source>Connect again to get a new code.</source>
        <translation>أعد الربط للحصول على رمز جديد.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Nothing is lost; everything waiting is kept.</source>
        <translation>لم يُفقد شيء، وكل ما ينتظر محفوظ.</translation>
    </message>
    <message>
        <source>The program waits and tries again by itself.</source>
        <translation>ينتظر البرنامج ثم يحاول من جديد تلقائيًا.</translation>
    </message>
    <message>
        <source>Correct it and send it again.</source>
        <translation>صحّحها وأعد الإرسال.</translation>
    </message>
    <message>
        <source>Orders on this computer stay here.</source>
        <translation>الطلبات على هذا الجهاز باقية.</translation>
    </message>
    <message>
        <source>The program tries again by itself.</source>
        <translation>يحاول البرنامج من جديد تلقائيًا.</translation>
    </message>
    <message>
        <source>Orders on this computer stay as they were.</source>
        <translation>الطلبات على هذا الجهاز باقية كما هي.</translation>
    </message>
    <message>
        <source>The program asks again by itself; if it stays so, tell support.</source>
        <translation>يسأل البرنامج من جديد تلقائيًا؛ إذا استمر ذلك فأبلغ الدعم الفني.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ث</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {time} ahead.</source>
        <translation>ساعة هذا الجهاز متقدمة بمقدار {time}.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {time} behind.</source>
        <translation>ساعة هذا الجهاز متأخرة بمقدار {time}.</translation>
    </message>
    <message>
        <source>Wait {time}, then try again.</source>
        <translation>انتظر {time} ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>{service} refused it: {reason}</source>
        <translation>رفضه {service}: {reason}</translation>
    </message>
    <message>
        <source>Nothing was charged or refunded by this.</source>
        <translation>لم ينتج عن ذلك أي خصم أو رد مبلغ.</translation>
    </message>
    <message>
        <source>Try again or another way; if it repeats, tell {service}&apos;s support this reason.</source>
        <translation>أعد المحاولة أو جرّب طريقة أخرى؛ إذا تكرر ذلك فأبلغ الدعم الفني لدى {service} بهذا السبب.</translation>
    </message>
    <message>
        <source>{service} cannot be reached.</source>
        <translation>تعذّر الوصول إلى {service}.</translation>
    </message>
    <message>
        <source>{service} no longer accepts this sign-in.</source>
        <translation>لم يعد {service} يقبل تسجيل الدخول هذا.</translation>
    </message>
    <message>
        <source>{service} refuses the client id or the client secret.</source>
        <translation>رفض {service} معرّف التطبيق أو سرّه.</translation>
    </message>
    <message>
        <source>Nothing was changed at {service}.</source>
        <translation>لم يتغير شيء في {service}.</translation>
    </message>
    <message>
        <source>Check both values in {service}&apos;s developer portal and connect again.</source>
        <translation>تحقق من القيمتين في بوابة مطوّري {service} ثم أعد الربط.</translation>
    </message>
    <message>
        <source>{service} no longer accepts the client secret: it replaces secrets that others may have seen.</source>
        <translation>لم يعد {service} يقبل سر التطبيق: فهو يستبدل الأسرار التي قد يكون غيرك اطّلع عليها.</translation>
    </message>
    <message>
        <source>Get the new secret from {service}&apos;s developer portal and enter it here.</source>
        <translation>خذ السر الجديد من بوابة مطوّري {service} وأدخله هنا.</translation>
    </message>
    <message>
        <source>{service} refuses the authorization code: it was used before or is too old.</source>
        <translation>رفض {service} رمز التصريح: سبق استخدامه أو انتهت صلاحيته.</translation>
    </message>
    <message>
        <source>{service} does not allow this for your sign-in.</source>
        <translation>لا يسمح {service} بهذا لحسابك.</translation>
    </message>
    <message>
        <source>Ask {service} which rights the application has.</source>
        <translation>اسأل {service} عن صلاحيات التطبيق.</translation>
    </message>
    <message>
        <source>{service} does not know this record.</source>
        <translation>هذا السجل غير موجود في {service}.</translation>
    </message>
    <message>
        <source>Refresh, and look whether it still exists at {service}.</source>
        <translation>حدّث وتأكد أنه ما زال موجودًا في {service}.</translation>
    </message>
    <message>
        <source>{service} asks us to slow down.</source>
        <translation>يطلب {service} تخفيف عدد الطلبات المرسلة.</translation>
    </message>
    <message>
        <source>{service} refused what was entered.</source>
        <translation>رفض {service} البيانات المدخلة.</translation>
    </message>
    <message>
        <source>{service} has a fault of its own right now.</source>
        <translation>يوجد عطل في {service} حاليًا.</translation>
    </message>
    <message>
        <source>{service}&apos;s answer could not be read.</source>
        <translation>تعذّرت قراءة رد {service}.</translation>
    </message>
    <message>
        <source>{service} did not answer, so it is not known whether this happened.</source>
        <translation>لم يرد {service}، لذلك لا يُعرف هل تم الإجراء.</translation>
    </message>
    <message>
        <source>It is not sent twice: the program looks it up first.</source>
        <translation>لن يُرسل مرتين: البرنامج يتحقق منه أولًا.</translation>
    </message>
    <message>
        <source>Wait a moment for the result.</source>
        <translation>انتظر النتيجة لحظات.</translation>
    </message>
    <message>
        <source>Access was not granted.</source>
        <translation>لم يُمنح إذن الوصول.</translation>
    </message>
    <message>
        <source>Nothing was connected.</source>
        <translation>لم يتم الربط.</translation>
    </message>
    <message>
        <source>Start again and press Allow when you are ready.</source>
        <translation>ابدأ من جديد واضغط «سماح» عندما تكون مستعدًا.</translation>
    </message>
    <message>
        <source>The consent was not finished within ten minutes.</source>
        <translation>لم يكتمل الإذن خلال عشر دقائق.</translation>
    </message>
    <message>
        <source>Start again.</source>
        <translation>ابدأ من جديد.</translation>
    </message>
    <message>
        <source>An answer arrived that does not belong to this connection attempt.</source>
        <translation>وصل رد لا يخص محاولة الربط هذه.</translation>
    </message>
    <message>
        <source>It was refused and nothing was stored.</source>
        <translation>تم رفضه ولم يُحفظ شيء.</translation>
    </message>
    <message>
        <source>Start again; if it repeats, tell support.</source>
        <translation>ابدأ من جديد؛ إذا تكرر ذلك فأبلغ الدعم الفني.</translation>
    </message>
    <message>
        <source>Another program uses the port this program listens on.</source>
        <translation>برنامج آخر يستخدم المنفذ الذي يستقبل عليه هذا البرنامج.</translation>
    </message>
    <message>
        <source>Orders still arrive by asking {service} every few seconds.</source>
        <translation>تبقى الطلبات تصل لأن البرنامج يسأل {service} كل بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>{service} still has all orders.</source>
        <translation>جميع الطلبات ما زالت في {service}.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong.</source>
        <translation>ساعة هذا الجهاز غير صحيحة.</translation>
    </message>
    <message>
        <source>{service} takes nothing that is signed with a wrong time, so no money moved.</source>
        <translation>لا يقبل {service} ما وُقّع بوقت غير صحيح، لذلك لم ينتقل أي مبلغ.</translation>
    </message>
    <message>
        <source>Set the clock in the system&apos;s settings to automatic, then try again.</source>
        <translation>اضبط الساعة على التوقيت التلقائي في إعدادات النظام، ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>{service} refuses our signature: the private key is not the application&apos;s.</source>
        <translation>رفض {service} توقيع البرنامج: المفتاح الخاص لا يخص التطبيق.</translation>
    </message>
    <message>
        <source>Compare the client public key in {service}&apos;s merchant portal, then connect payments again.</source>
        <translation>قارن المفتاح العام للتطبيق (client public key) في بوابة التاجر لدى {service}، ثم أعد ربط حساب الدفع.</translation>
    </message>
    <message>
        <source>{service} refused it.</source>
        <translation>رفضه {service}.</translation>
    </message>
    <message>
        <source>Try again or another way of paying.</source>
        <translation>أعد المحاولة أو جرّب طريقة دفع أخرى.</translation>
    </message>
    <message>
        <source>A payment of this order is still under way.</source>
        <translation>ما زالت دفعة لهذا الطلب قيد التنفيذ.</translation>
    </message>
    <message>
        <source>No second one is begun, so nobody pays twice.</source>
        <translation>لم تبدأ دفعة ثانية، فلا يدفع أحد مرتين.</translation>
    </message>
    <message>
        <source>Wait for its end, or look at it and end it there.</source>
        <translation>انتظر انتهاءها، أو اعرضها وأنهها من هناك.</translation>
    </message>
    <message>
        <source>This order is paid already.</source>
        <translation>سبق دفع هذا الطلب.</translation>
    </message>
    <message>
        <source>Nothing was charged a second time.</source>
        <translation>لم يُخصم شيء مرة ثانية.</translation>
    </message>
    <message>
        <source>Look at its payment; a refund is made there.</source>
        <translation>راجع دفعته؛ رد المبلغ يتم من هناك.</translation>
    </message>
    <message>
        <source>The PIN is not right.</source>
        <translation>الرقم السري PIN غير صحيح.</translation>
    </message>
    <message>
        <source>Nothing was refunded and nothing was changed.</source>
        <translation>لم يُرد أي مبلغ ولم يتغير شيء.</translation>
    </message>
    <message>
        <source>Enter the PIN for refunds that was chosen on this computer.</source>
        <translation>أدخل الرقم السري PIN لرد المبالغ الذي اختير على هذا الجهاز.</translation>
    </message>
    <message>
        <source>{service} takes payments in ringgit only.</source>
        <translation>يقبل {service} الدفع بالرنجيت فقط.</translation>
    </message>
    <message>
        <source>Nothing was charged; the order stays as it is.</source>
        <translation>لم يُخصم شيء، ويبقى الطلب كما هو.</translation>
    </message>
    <message>
        <source>Take this payment another way, as before.</source>
        <translation>حصّل هذه الدفعة بطريقة أخرى كما في السابق.</translation>
    </message>
    <message>
        <source>No {service} account is connected for payments.</source>
        <translation>لا يوجد حساب دفع مرتبط لدى {service}.</translation>
    </message>
    <message>
        <source>Nothing was charged; orders go on as before.</source>
        <translation>لم يُخصم شيء، وتستمر الطلبات كما كانت.</translation>
    </message>
    <message>
        <source>Connect payments in Setup, then try again.</source>
        <translation>اربط حساب الدفع من الإعدادات، ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>{service} tells of another amount than was asked for.</source>
        <translation>ذكر {service} مبلغًا غير المبلغ المطلوب.</translation>
    </message>
    <message>
        <source>Nothing more is charged by itself.</source>
        <translation>لا يُخصم أي مبلغ آخر تلقائيًا.</translation>
    </message>
    <message>
        <source>Compare the payment in {service}&apos;s merchant portal before you hand over.</source>
        <translation>قارن الدفعة في بوابة التاجر لدى {service} قبل تسليم الطلب.</translation>
    </message>
    <message>
        <source>{service} tells of this payment in a way that is not known here.</source>
        <translation>ذكر {service} لهذه الدفعة حالة غير معروفة للبرنامج.</translation>
    </message>
    <message>
        <source>Look at the payment in {service}&apos;s merchant portal before you hand over.</source>
        <translation>راجع الدفعة في بوابة التاجر لدى {service} قبل تسليم الطلب.</translation>
    </message>
    <message>
        <source>This attempt charged and refunded nothing; no payment waits to be sent.</source>
        <translation>لم يُخصم ولم يُرد شيء في هذه المحاولة، ولا توجد دفعة بانتظار الإرسال.</translation>
    </message>
    <message>
        <source>Check the internet connection and try again.</source>
        <translation>تحقق من الاتصال بالإنترنت ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Payments and refunds made so far stay as they are.</source>
        <translation>تبقى الدفعات والمبالغ المردودة السابقة كما هي.</translation>
    </message>
    <message>
        <source>Connect payments again in Setup.</source>
        <translation>أعد ربط حساب الدفع من الإعدادات.</translation>
    </message>
    <message>
        <source>Check both values in {service}&apos;s merchant portal and connect payments again.</source>
        <translation>تحقق من القيمتين في بوابة التاجر لدى {service} ثم أعد ربط حساب الدفع.</translation>
    </message>
    <message>
        <source>Ask the owner of the {service} account which rights you and the program have.</source>
        <translation>اسأل صاحب حساب الدفع لدى {service} عن صلاحياتك وصلاحيات البرنامج.</translation>
    </message>
    <message>
        <source>Refresh, and look for it in {service}&apos;s merchant portal.</source>
        <translation>حدّث، ثم ابحث عنه في بوابة التاجر لدى {service}.</translation>
    </message>
    <message>
        <source>This attempt charged and refunded nothing.</source>
        <translation>لم يُخصم ولم يُرد شيء في هذه المحاولة.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>انتظر لحظة ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Nothing is charged or refunded twice: a payment is looked up first.</source>
        <translation>لا يُخصم ولا يُرد شيء مرتين: يُتحقق من الدفعة أولًا.</translation>
    </message>
    <message>
        <source>Look how the payment stands before you try again.</source>
        <translation>تحقق من حالة الدفعة قبل إعادة المحاولة.</translation>
    </message>
    <message>
        <source>Look how the payment stands before you try again; if it stays so, tell support.</source>
        <translation>تحقق من حالة الدفعة قبل إعادة المحاولة؛ إذا استمر ذلك فأبلغ الدعم الفني.</translation>
    </message>
    <message>
        <source>Wait for the result before anybody pays again.</source>
        <translation>انتظر النتيجة قبل أن يدفع أحد مرة أخرى.</translation>
    </message>
    <message>
        <source>Payments go on; only connecting needs the port.</source>
        <translation>يستمر الدفع؛ الربط وحده يحتاج إلى المنفذ.</translation>
    </message>
    <message>
        <source>Close the other program and start again, or paste the address by hand after the consent.</source>
        <translation>أغلق البرنامج الآخر ثم أعد التشغيل، أو الصق العنوان يدويًا بعد منح الإذن.</translation>
    </message>
    <message>
        <source>{service} still has all payments.</source>
        <translation>جميع الدفعات ما زالت في {service}.</translation>
    </message>
    <message>
        <source>The program sends no payment and no refund again by itself.</source>
        <translation>لا يعيد البرنامج إرسال أي دفعة أو رد مبلغ تلقائيًا.</translation>
    </message>
    <message>
        <source>Look how the payment stands first; if it repeats, send the report to support.</source>
        <translation>تحقق من حالة الدفعة أولًا؛ إذا تكرر ذلك فأرسل التقرير إلى الدعم الفني.</translation>
    </message>
    <message>
        <source>Close the other program or choose another port in Setup, then start again.</source>
        <translation>أغلق البرنامج الآخر أو اختر منفذًا آخر في الإعدادات، ثم أعد التشغيل.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not work.</source>
        <translation>مخزن كلمات المرور في النظام لا يعمل.</translation>
    </message>
    <message>
        <source>Sign-ins are kept in memory only and end with the program.</source>
        <translation>بيانات الدخول في الذاكرة فقط وتنتهي بإغلاق البرنامج.</translation>
    </message>
    <message>
        <source>Unlock the password store and start the program again.</source>
        <translation>افتح قفل مخزن كلمات المرور ثم أعد تشغيل البرنامج.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>القرص ممتلئ.</translation>
    </message>
    <message>
        <source>Nothing that was stored is damaged.</source>
        <translation>لم يتضرر أي شيء محفوظ.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>وفّر بعض المساحة ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>The stored data comes from a newer version of this program.</source>
        <translation>البيانات المحفوظة من إصدار أحدث من هذا البرنامج.</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>لم تُمسّ البيانات.</translation>
    </message>
    <message>
        <source>Install the newer version, or start with another folder.</source>
        <translation>ثبّت الإصدار الأحدث أو شغّل البرنامج بمجلد آخر.</translation>
    </message>
    <message>
        <source>The stored data cannot be read.</source>
        <translation>تعذّرت قراءة البيانات المحفوظة.</translation>
    </message>
    <message>
        <source>Start with another folder, or ask support to look at the file.</source>
        <translation>شغّل البرنامج بمجلد آخر أو اطلب من الدعم الفني فحص الملف.</translation>
    </message>
    <message>
        <source>The environments file cannot be used.</source>
        <translation>لا يمكن استخدام ملف البيئات.</translation>
    </message>
    <message>
        <source>Correct the file named below and start again.</source>
        <translation>صحّح الملف المذكور أدناه ثم أعد التشغيل.</translation>
    </message>
    <message>
        <source>The practice restaurant did not start.</source>
        <translation>لم يبدأ المطعم التدريبي.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>أغلق البرامج الأخرى ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>حدث خطأ غير متوقع.</translation>
    </message>
    <message>
        <source>Orders on this computer are kept.</source>
        <translation>الطلبات على هذا الجهاز محفوظة.</translation>
    </message>
    <message>
        <source>Try again; if it repeats, send the report to support.</source>
        <translation>أعد المحاولة؛ إذا تكرر ذلك فأرسل التقرير إلى الدعم الفني.</translation>
    </message>
    <message>
        <source>The program is already running, but it does not answer.</source>
        <translation>البرنامج يعمل بالفعل، لكنه لا يستجيب.</translation>
    </message>
    <message>
        <source>Nothing was changed: it alone works with the stored orders.</source>
        <translation>لم يتغير شيء: هو وحده يتعامل مع الطلبات المخزنة.</translation>
    </message>
    <message>
        <source>Wait a moment and start again, or end it with the system&apos;s task list first.</source>
        <translation>انتظر لحظات ثم شغّل البرنامج من جديد، أو أنهِه أولًا من قائمة مهام النظام.</translation>
    </message>
    <message>
        <source>Another computer uses this data folder.</source>
        <translation>جهاز آخر يستخدم مجلد البيانات هذا.</translation>
    </message>
    <message>
        <source>Nothing was changed: two computers writing to one folder would damage it.</source>
        <translation>لم يتغير شيء: كتابة جهازين في مجلد واحد تتلف بياناته.</translation>
    </message>
    <message>
        <source>Close the program there, or give each computer a folder of its own. If it does not run there any more, delete the file owner.lock in the folder.</source>
        <translation>أغلق البرنامج على ذلك الجهاز، أو خصّص لكل جهاز مجلدًا. إذا لم يعد البرنامج يعمل هناك فاحذف الملف owner.lock من المجلد.</translation>
    </message>
    <message>
        <source>The stored data is damaged, and the disk is too full to repair it.</source>
        <translation>البيانات المخزنة تالفة، ولا تكفي مساحة القرص لإصلاحها.</translation>
    </message>
    <message>
        <source>RETM still has all orders, and the damaged file is kept.</source>
        <translation>جميع الطلبات ما زالت لدى RETM، والملف التالف محفوظ.</translation>
    </message>
    <message>
        <source>Free some space, then start the program again: it goes on with the repair.</source>
        <translation>أفرغ بعض المساحة ثم شغّل البرنامج من جديد: سيتابع الإصلاح.</translation>
    </message>
    <message>
        <source>The stored data is damaged.</source>
        <translation>البيانات المخزنة تالفة.</translation>
    </message>
    <message>
        <source>RETM still has all orders.</source>
        <translation>جميع الطلبات ما زالت لدى RETM.</translation>
    </message>
    <message>
        <source>Start the program again: it keeps the damaged file aside and reads the orders from RETM.</source>
        <translation>شغّل البرنامج من جديد: سيحتفظ بالملف التالف جانبًا ويقرأ الطلبات من RETM.</translation>
    </message>
</context>
<context>
    <name>SettlementFile</name>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>رقم العملية</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>Store id</source>
        <translation>معرّف المتجر</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>المتجر</translation>
    </message>
    <message>
        <source>Wallet code</source>
        <translation>رمز المحفظة</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>المحفظة</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>Way of paying</source>
        <translation>طريقة الدفع</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Rate in percent</source>
        <translation>نسبة الرسوم في المئة</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>الصافي</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>العملة</translation>
    </message>
</context>
<context>
    <name>SettlementPanel</name>
    <message>
        <source>Totals in ringgit</source>
        <translation>المجاميع بالرنجيت</translation>
    </message>
    <message>
        <source>the totals</source>
        <translation>المجاميع</translation>
    </message>
    <message>
        <source>By wallet</source>
        <translation>حسب المحفظة</translation>
    </message>
    <message>
        <source>By store</source>
        <translation>حسب المتجر</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>البنود</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>الدفعات</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>المبالغ المردودة</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>المجموع</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>بدون اسم</translation>
    </message>
    <message>
        <source>{name}, refunds</source>
        <translation>المبالغ المردودة: {name}</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>الصافي</translation>
    </message>
    <message>
        <source>Lines without a figure or in another currency, in no sum: {n}</source>
        <translation>بنود بلا مبلغ أو بعملة أخرى ولا تدخل في أي مجموع: {n}</translation>
    </message>
    <message>
        <source>{service} tells these refunds without a minus, so they are not taken off anywhere here.</source>
        <translation>يذكر {service} هذه المبالغ المردودة بدون علامة ناقص، لذلك لا تُطرح هنا من أي مجموع.</translation>
    </message>
    <message>
        <source>Sums of {service}&apos;s own figures.</source>
        <translation>مجاميع أرقام {service} نفسها.</translation>
    </message>
</context>
<context>
    <name>SettlementReading</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>{service} is being asked for the settlement of {day}…</source>
        <translation>جارٍ طلب تسوية يوم {day} من {service}…</translation>
    </message>
    <message>
        <source>The reading was stopped.</source>
        <translation>أُوقفت القراءة.</translation>
    </message>
    <message>
        <source>What was read before stays as it was.</source>
        <translation>ما قُرئ سابقًا باقٍ كما هو.</translation>
    </message>
    <message>
        <source>{service} did not finish its answer in time.</source>
        <translation>لم يكمل {service} رده في الوقت المحدد.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>حاول لاحقًا.</translation>
    </message>
    <message>
        <source>{service} has no settlement of {day} yet.</source>
        <translation>لا توجد تسوية ليوم {day} لدى {service} بعد.</translation>
    </message>
</context>
<context>
    <name>SettlementStates</name>
    <message>
        <source>Looking for the settlement…</source>
        <translation>جارٍ البحث عن التسوية…</translation>
    </message>
    <message>
        <source>It is on this computer and appears in a moment.</source>
        <translation>هي على هذا الجهاز وتظهر بعد لحظة.</translation>
    </message>
    <message>
        <source>{service} settled nothing on this day: no payment, no refund.</source>
        <translation>لا تسوية من {service} في هذا اليوم: لا دفعة ولا رد مبلغ.</translation>
    </message>
    <message>
        <source>Nothing was settled</source>
        <translation>لا توجد تسوية</translation>
    </message>
    <message>
        <source>This day has not been read yet</source>
        <translation>لم يُقرأ هذا اليوم بعد</translation>
    </message>
    <message>
        <source>Read this day</source>
        <translation>قراءة هذا اليوم</translation>
    </message>
    <message>
        <source>What {service} settled is asked for a day at a time, and then kept on this computer.</source>
        <translation>تُطلب تسويات {service} يومًا بيوم، ثم تُحفظ على هذا الجهاز.</translation>
    </message>
</context>
<context>
    <name>SettlementView</name>
    <message>
        <source>Settlement</source>
        <translation>التسوية</translation>
    </message>
    <message>
        <source>Export the settlement</source>
        <translation>تصدير التسوية</translation>
    </message>
    <message>
        <source>Lines of the settlement exported: {n}</source>
        <translation>بنود التسوية المصدّرة: {n}</translation>
    </message>
    <message>
        <source>The settlement could not be written.</source>
        <translation>تعذّرت كتابة التسوية.</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>قراءة</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>المحفظة</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>المتجر</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>الصافي</translation>
    </message>
    <message>
        <source>Read at {time}, before the day was over</source>
        <translation>قُرئت {time}، قبل انتهاء اليوم</translation>
    </message>
    <message>
        <source>Read at {time}</source>
        <translation>قُرئت {time}</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>Setup</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>هذا البرنامج</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>المطعم</translation>
    </message>
    <message>
        <source>Order types</source>
        <translation>أنواع الطلبات</translation>
    </message>
    <message>
        <source>Price lists</source>
        <translation>قوائم الأسعار</translation>
    </message>
    <message>
        <source>Payment methods</source>
        <translation>طرق الدفع</translation>
    </message>
    <message>
        <source>Order charges</source>
        <translation>رسوم الطلبات</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>Payment account</source>
        <translation>حساب الدفع</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>التقنية</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>سجل الطلبات</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Search products</source>
        <translation>البحث في المنتجات</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>No product is called “{text}”.</source>
        <translation>لا يوجد منتج باسم «{text}».</translation>
    </message>
    <message>
        <source>The menu is empty</source>
        <translation>قائمة الطعام فارغة</translation>
    </message>
    <message>
        <source>RETM knows no product of this restaurant yet. Add some there.</source>
        <translation>لا توجد منتجات لهذا المطعم في RETM بعد. أضفها هناك.</translation>
    </message>
    <message>
        <source>The menu has not arrived yet</source>
        <translation>لم تصل قائمة الطعام بعد</translation>
    </message>
    <message>
        <source>It comes from RETM by itself as soon as the connection works, usually within a minute.</source>
        <translation>تصل من RETM تلقائيًا عند عمل الاتصال، عادةً خلال دقيقة.</translation>
    </message>
</context>
<context>
    <name>ShelfList</name>
    <message>
        <source>Categories</source>
        <translation>التصنيفات</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>Sound for new orders</source>
        <translation>صوت الطلبات الجديدة</translation>
    </message>
    <message>
        <source>Rings when a new order comes, and every 30 seconds until somebody has seen it or acted on it.</source>
        <translation>يصدر صوت عند وصول طلب جديد، ويتكرر كل 30 ثانية حتى يطّلع عليه أحد أو يتخذ إجراءً.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>تجربة</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>مستوى الصوت</translation>
    </message>
    <message>
        <source>On</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>أخفض</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>أعلى</translation>
    </message>
    <message>
        <source>It was played. If you heard nothing, look at the loudspeaker&apos;s own volume.</source>
        <translation>صدر الصوت. إن لم تسمع شيئًا فتحقق من مستوى صوت السماعة نفسها.</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>New</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>قيد التحضير</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Driver assigned</source>
        <translation>تم تعيين السائق</translation>
    </message>
    <message>
        <source>Out for delivery</source>
        <translation>خرج للتوصيل</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>تم التوصيل</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>تم التسليم</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغي</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Mark ready</source>
        <translation>إنهاء التحضير</translation>
    </message>
    <message>
        <source>Send out</source>
        <translation>إرسال للتوصيل</translation>
    </message>
    <message>
        <source>Mark delivered</source>
        <translation>تأكيد التوصيل</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>تسليم الطلب</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>{n} of {total} endpoints work</source>
        <translation>تعمل {n} من {total} نقطة اتصال</translation>
    </message>
    <message>
        <source>{n} refused (403)</source>
        <translation>مرفوضة (403): {n}</translation>
    </message>
    <message>
        <source>{n} not there (404)</source>
        <translation>غير موجودة (404): {n}</translation>
    </message>
    <message>
        <source>{n} with another failure</source>
        <translation>بفشل آخر: {n}</translation>
    </message>
    <message>
        <source>{n} not tried yet</source>
        <translation>لم تُجرَّب بعد: {n}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>StateField</name>
    <message>
        <source>States and territories of Malaysia</source>
        <translation>ولايات ماليزيا وأقاليمها</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>أقل</translation>
    </message>
    <message>
        <source>More</source>
        <translation>أكثر</translation>
    </message>
</context>
<context>
    <name>StoreActs</name>
    <message>
        <source>Changed at {service}: {name}</source>
        <translation>تم التعديل في {service}: {name}</translation>
    </message>
    <message>
        <source>Made at {service}: {name}</source>
        <translation>تم الإنشاء في {service}: {name}</translation>
    </message>
    <message>
        <source>The account does not have this store any more.</source>
        <translation>لم يعد هذا المتجر موجودًا في الحساب.</translation>
    </message>
    <message>
        <source>There is nothing left to change. Give the change up.</source>
        <translation>لم يبق ما يُعدَّل. أوقف محاولة التعديل.</translation>
    </message>
    <message>
        <source>Stop looking for it?</source>
        <translation>إيقاف البحث عنه؟</translation>
    </message>
    <message>
        <source>{service} may have done it all the same: then the list shows it by itself.</source>
        <translation>ربما نفّذه {service} مع ذلك، وعندها يظهر في القائمة تلقائيًا.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>إيقاف المحاولة</translation>
    </message>
    <message>
        <source>Keep looking</source>
        <translation>متابعة البحث</translation>
    </message>
</context>
<context>
    <name>StoreDetail</name>
    <message>
        <source>A store is removed in {service}&apos;s merchant portal, not here: it cannot be undone.</source>
        <translation>يُحذف المتجر من بوابة التاجر لدى {service} وليس من هنا: لا يمكن التراجع عن حذفه.</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
    <message>
        <source>Default store</source>
        <translation>المتجر الافتراضي</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>A change of it is on its way.</source>
        <translation>تعديله قيد الإرسال.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>الإحداثيات</translation>
    </message>
    <message>
        <source>Id at {service}</source>
        <translation>المعرّف في {service}</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>تاريخ الإنشاء</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>آخر تعديل</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Payments of their orders go to this store.</source>
        <translation>دفعات طلباتها تذهب إلى هذا المتجر.</translation>
    </message>
    <message>
        <source>Payments of {branch} go to this store now.</source>
        <translation>دفعات {branch} تذهب الآن إلى هذا المتجر.</translation>
    </message>
    <message>
        <source>Payments of {branch} go to no store now.</source>
        <translation>دفعات {branch} لا تذهب الآن إلى أي متجر.</translation>
    </message>
</context>
<context>
    <name>StoreFields</name>
    <message>
        <source>Coordinates may be left empty. A pair copied from a map can be pasted into either field.</source>
        <translation>يمكن ترك الإحداثيات فارغة. ويمكن لصق زوج منسوخ من خريطة في أي من الحقلين.</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>اختياري</translation>
    </message>
</context>
<context>
    <name>StoreForm</name>
    <message>
        <source>Change {name}</source>
        <translation>تعديل {name}</translation>
    </message>
    <message>
        <source>New store</source>
        <translation>متجر جديد</translation>
    </message>
    <message>
        <source>{service} says: {words}</source>
        <translation>رد {service}: {words}</translation>
    </message>
    <message>
        <source>It is changed in the {service} account, for everybody who uses it.</source>
        <translation>يُعدَّل في حساب الدفع لدى {service} لكل من يستخدمه.</translation>
    </message>
    <message>
        <source>It is made in the {service} account, for everybody who uses it.</source>
        <translation>يُنشأ في حساب الدفع لدى {service} لكل من يستخدمه.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Make the store</source>
        <translation>إنشاء المتجر</translation>
    </message>
    <message>
        <source>{service} did not take it.</source>
        <translation>لم يقبله {service}.</translation>
    </message>
    <message>
        <source>The account does not have this store any more.</source>
        <translation>لم يعد هذا المتجر موجودًا في الحساب.</translation>
    </message>
    <message>
        <source>There is nothing to change.</source>
        <translation>لا يوجد ما يُعدَّل.</translation>
    </message>
    <message>
        <source>The account has all of it just so.</source>
        <translation>البيانات في الحساب هي نفسها.</translation>
    </message>
    <message>
        <source>Change this store at {service}?</source>
        <translation>تعديل هذا المتجر في {service}؟</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>متابعة التعديل</translation>
    </message>
    <message>
        <source>Nothing was sent; what you entered is still here.</source>
        <translation>لم يُرسل شيء، وما أدخلته ما زال هنا.</translation>
    </message>
    <message>
        <source>Discard what you entered?</source>
        <translation>تجاهل ما أدخلته؟</translation>
    </message>
    <message>
        <source>Nothing of it has been sent to {service}.</source>
        <translation>لم يُرسل منه شيء إلى {service}.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
</context>
<context>
    <name>StoreNotice</name>
    <message>
        <source>The stored data is damaged.</source>
        <translation>البيانات المخزنة تالفة.</translation>
    </message>
    <message>
        <source>RETM still has all orders. The repair takes a moment: the program starts anew, keeps the damaged file aside, takes over what only this computer knows and reads the rest from RETM.</source>
        <translation>جميع الطلبات ما زالت لدى RETM. يستغرق الإصلاح لحظات: يبدأ البرنامج من جديد، ويحتفظ بالملف التالف جانبًا، وينقل ما لا يعرفه إلا هذا الجهاز، ثم يقرأ الباقي من RETM.</translation>
    </message>
    <message>
        <source>Repair now</source>
        <translation>الإصلاح الآن</translation>
    </message>
    <message>
        <source>The disk is full: nothing new can be stored.</source>
        <translation>القرص ممتلئ: لا يمكن تخزين أي جديد.</translation>
    </message>
    <message>
        <source>What was stored is safe, and RETM delivers new orders again later. Free some space on this computer; the program then goes on by itself.</source>
        <translation>ما تم تخزينه محفوظ، وسيعيد RETM إرسال الطلبات الجديدة لاحقًا. أفرغ بعض المساحة على هذا الجهاز، وسيتابع البرنامج تلقائيًا.</translation>
    </message>
    <message>
        <source>The damaged file is kept as {file}.</source>
        <translation>الملف التالف محفوظ باسم {file}.</translation>
    </message>
    <message>
        <source>The stored data was damaged, and nothing of it could be read.</source>
        <translation>كانت البيانات المخزنة تالفة، وتعذّرت قراءة أي شيء منها.</translation>
    </message>
    <message>
        <source>RETM still has all orders: connect the restaurant again.</source>
        <translation>جميع الطلبات ما زالت لدى RETM: اربط المطعم من جديد.</translation>
    </message>
    <message>
        <source>Taken over: restaurants {restaurants}, unsent actions {unsent}.</source>
        <translation>ما تم نقله: عدد المطاعم: {restaurants}، عدد الإجراءات بانتظار الإرسال: {unsent}.</translation>
    </message>
    <message>
        <source>Orders, invoices and the menu are being read from RETM again.</source>
        <translation>تجري قراءة الطلبات والفواتير وقائمة الطعام من RETM من جديد.</translation>
    </message>
    <message>
        <source>Not everything could be read: check what waits to be sent, the rewards and Setup.</source>
        <translation>تعذّرت قراءة بعض البيانات: راجع ما هو بانتظار الإرسال والمكافآت والإعدادات.</translation>
    </message>
    <message>
        <source>The stored data was damaged and has been rebuilt.</source>
        <translation>كانت البيانات المخزنة تالفة، وأُعيد بناؤها.</translation>
    </message>
</context>
<context>
    <name>StoreTable</name>
    <message>
        <source>Payment stores</source>
        <translation>متاجر الدفع</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>افتراضي</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
</context>
<context>
    <name>StoresAge</name>
    <message>
        <source>Ask {service} now</source>
        <translation>تحديث من {service}</translation>
    </message>
    <message>
        <source>Asking {service}…</source>
        <translation>جارٍ التحديث من {service}…</translation>
    </message>
    <message>
        <source>Not read from {service} yet</source>
        <translation>لم تُقرأ من {service} بعد</translation>
    </message>
    <message>
        <source>Stores as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
</context>
<context>
    <name>StoresView</name>
    <message>
        <source>New store</source>
        <translation>متجر جديد</translation>
    </message>
    <message>
        <source>Search stores</source>
        <translation>البحث في المتاجر</translation>
    </message>
    <message>
        <source>A store is removed in {service}&apos;s merchant portal.</source>
        <translation>حذف المتجر يتم من بوابة التاجر لدى {service}.</translation>
    </message>
    <message>
        <source>Ask {service} now</source>
        <translation>تحديث من {service}</translation>
    </message>
    <message>
        <source>They have not been read from {service} yet and appear here by themselves.</source>
        <translation>لم تُقرأ من {service} بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>The stores are on their way</source>
        <translation>المتاجر في الطريق</translation>
    </message>
    <message>
        <source>No stores</source>
        <translation>لا توجد متاجر</translation>
    </message>
    <message>
        <source>The payment account has no store yet. Payments need one: make the first one here.</source>
        <translation>لا يوجد متجر في حساب الدفع بعد. الدفع يحتاج إلى متجر: أنشئ الأول هنا.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>{n} of at most {most}</source>
        <translation>عدد المتاجر: {n} من {most} كحد أقصى</translation>
    </message>
    <message>
        <source>The stores below are as they were read last.</source>
        <translation>المتاجر أدناه كما قُرئت آخر مرة.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>No store holds “{text}”.</source>
        <translation>لا يوجد متجر يطابق «{text}».</translation>
    </message>
    <message>
        <source>No stores on this computer yet</source>
        <translation>لا توجد متاجر محفوظة هنا بعد</translation>
    </message>
</context>
<context>
    <name>Suggestions</name>
    <message>
        <source>Known customers</source>
        <translation>العملاء المعروفون</translation>
    </message>
</context>
<context>
    <name>Takings</name>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>المحفظة</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>المتجر</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>تم الدفع</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>In process</source>
        <translation>قيد المعالجة</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>Part refunded</source>
        <translation>رُد جزء منها</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>ملغاة</translation>
    </message>
    <message>
        <source>No status</source>
        <translation>بدون حالة</translation>
    </message>
    <message>
        <source>Malaysia</source>
        <translation>ماليزيا</translation>
    </message>
    <message>
        <source>China</source>
        <translation>الصين</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>سنغافورة</translation>
    </message>
    <message>
        <source>Customer&apos;s code scanned</source>
        <translation>مسح رمز العميل</translation>
    </message>
    <message>
        <source>Payment page</source>
        <translation>صفحة الدفع</translation>
    </message>
    <message>
        <source>Payment page on a phone</source>
        <translation>صفحة الدفع على الجوال</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>بطاقة بنكية</translation>
    </message>
    <message>
        <source>Code on show scanned</source>
        <translation>مسح الرمز المعروض</translation>
    </message>
    <message>
        <source>In an app</source>
        <translation>داخل تطبيق</translation>
    </message>
    <message>
        <source>Mini program</source>
        <translation>تطبيق مصغّر</translation>
    </message>
    <message>
        <source>Recurring payment</source>
        <translation>دفعة متكررة</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>رد مبلغ</translation>
    </message>
</context>
<context>
    <name>TakingsChoices</name>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>المحفظة</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>المتجر</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>كل الحالات</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>كل المحافظ</translation>
    </message>
    <message>
        <source>All stores</source>
        <translation>كل المتاجر</translation>
    </message>
</context>
<context>
    <name>TakingsFilters</name>
    <message>
        <source>Order, reference or id</source>
        <translation>الطلب أو المرجع أو المعرّف</translation>
    </message>
</context>
<context>
    <name>TakingsPage</name>
    <message>
        <source>Takings</source>
        <translation>المتحصلات</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>العمليات</translation>
    </message>
    <message>
        <source>Settlement</source>
        <translation>التسوية</translation>
    </message>
    <message>
        <source>What is shown is as of {time}.</source>
        <translation>المعروض حسب آخر تحديث {time}.</translation>
    </message>
    <message>
        <source>Payment account</source>
        <translation>حساب الدفع</translation>
    </message>
</context>
<context>
    <name>TakingsPanel</name>
    <message>
        <source>Totals</source>
        <translation>المجاميع</translation>
    </message>
    <message>
        <source>the totals</source>
        <translation>المجاميع</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>العمليات</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>المبالغ المدفوعة</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>المبالغ المردودة</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>الصافي</translation>
    </message>
    <message>
        <source>Sums of {service}&apos;s own figures for the transactions listed. What failed, was taken back, or has no end that is known here is in no sum; a refund counts with its payment.</source>
        <translation>مجاميع أرقام {service} نفسها للعمليات المعروضة. ما فشل أو أُلغي أو لم تُعرف نهايته هنا لا يدخل في أي مجموع، ويُحسب رد المبلغ مع دفعته.</translation>
    </message>
</context>
<context>
    <name>TaxPart</name>
    <message>
        <source>A share of the price, as VAT is</source>
        <translation>جزء من السعر، مثل القيمة المضافة</translation>
    </message>
    <message>
        <source>The same amount each time</source>
        <translation>المبلغ نفسه في كل مرة</translation>
    </message>
</context>
<context>
    <name>ThisProgram</name>
    <message>
        <source>This program</source>
        <translation>هذا البرنامج</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Lines of the order</source>
        <translation>أصناف الطلب</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Choose products to put them on the ticket.</source>
        <translation>اختر المنتجات لإضافتها إلى الطلب.</translation>
    </message>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>{product} was removed.</source>
        <translation>تم حذف {product}.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>RETM&apos;s webhook</source>
        <translation>إشعار RETM</translation>
    </message>
    <message>
        <source>asked RETM</source>
        <translation>استعلام من RETM</translation>
    </message>
    <message>
        <source>compared with RETM</source>
        <translation>مطابقة مع RETM</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>sent to RETM</source>
        <translation>إرسال إلى RETM</translation>
    </message>
    <message>
        <source>payment service</source>
        <translation>خدمة الدفع</translation>
    </message>
    <message>
        <source>Order arrived</source>
        <translation>وصل الطلب</translation>
    </message>
    <message>
        <source>Now: {stage}</source>
        <translation>الآن: {stage}</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغي</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>RETM told more: {fields}</source>
        <translation>تحديث من RETM: {fields}</translation>
    </message>
    <message>
        <source>Came late and changed nothing: {stage}</source>
        <translation>وصل متأخرًا ولم يغيّر شيئًا: {stage}</translation>
    </message>
    <message>
        <source>Asked for: {act}</source>
        <translation>المطلوب: {act}</translation>
    </message>
    <message>
        <source>RETM did it: {act}</source>
        <translation>نفّذه RETM: {act}</translation>
    </message>
    <message>
        <source>Not done: {act}. {why}</source>
        <translation>لم يُنفّذ: {act}. {why}</translation>
    </message>
    <message>
        <source>No answer: {act}</source>
        <translation>بدون رد: {act}</translation>
    </message>
    <message>
        <source>Given up: {act}</source>
        <translation>أُوقفت المحاولة: {act}</translation>
    </message>
    <message>
        <source>Taken back: {act}</source>
        <translation>تم التراجع عنه: {act}</translation>
    </message>
    <message>
        <source>RETM said: {words}</source>
        <translation>ورد من RETM: {words}</translation>
    </message>
    <message>
        <source>make the order</source>
        <translation>إنشاء الطلب</translation>
    </message>
    <message>
        <source>cancel the order</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>device</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>order type</source>
        <translation>نوع الطلب</translation>
    </message>
    <message>
        <source>time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>items</source>
        <translation>الأصناف</translation>
    </message>
    <message>
        <source>note</source>
        <translation>الملاحظة</translation>
    </message>
    <message>
        <source>driver</source>
        <translation>السائق</translation>
    </message>
    <message>
        <source>driver&apos;s phone</source>
        <translation>جوال السائق</translation>
    </message>
    <message>
        <source>subtotal</source>
        <translation>المجموع الفرعي</translation>
    </message>
    <message>
        <source>tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>discount</source>
        <translation>الخصم</translation>
    </message>
    <message>
        <source>taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>المدفوعات</translation>
    </message>
    <message>
        <source>charges</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>{words} – {source}</source>
        <translation>{words} – {source}</translation>
    </message>
</context>
<context>
    <name>TokenCard</name>
    <message>
        <source>Token</source>
        <translation>رمز الوصول</translation>
    </message>
    <message>
        <source>What this program shows RETM with every request.</source>
        <translation>ما يقدّمه هذا البرنامج إلى RETM مع كل طلب.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Enter the new secret</source>
        <translation>إدخال السر الجديد</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>إعادة الربط</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>The program has not opened its connection to RETM yet.</source>
        <translation>لم يفتح البرنامج اتصاله مع RETM بعد.</translation>
    </message>
    <message>
        <source>New secret needed</source>
        <translation>سر جديد مطلوب</translation>
    </message>
    <message>
        <source>Password store locked</source>
        <translation>مخزن كلمات المرور مقفل</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>مرفوض</translation>
    </message>
    <message>
        <source>{why} The token goes on until it ends; orders go on until then.</source>
        <translation>{why} يبقى رمز الوصول صالحًا حتى نهايته، وتستمر الطلبات حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>Renews itself shortly before it ends.</source>
        <translation>يتجدد تلقائيًا قبيل نهايته.</translation>
    </message>
    <message>
        <source>Does not renew itself, since RETM gave no refresh token: the merchant has to allow access again when it ends.</source>
        <translation>لا يتجدد تلقائيًا لأن RETM لم يعطِ رمز تجديد: على صاحب المطعم السماح بالوصول من جديد عند انتهائه.</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>صالح</translation>
    </message>
    <message>
        <source>RETM did not say when it ends.</source>
        <translation>لم يذكر RETM موعد انتهائه.</translation>
    </message>
    <message>
        <source>Ended at {time}; it is renewed with the next request.</source>
        <translation>انتهى {time}، ويتجدد مع الطلب التالي.</translation>
    </message>
    <message>
        <source>Ends at {time}, in less than a minute.</source>
        <translation>ينتهي {time}، خلال أقل من دقيقة.</translation>
    </message>
    <message>
        <source>Ends at {time}, in {age}.</source>
        <translation>ينتهي {time}، بعد {age}.</translation>
    </message>
    <message>
        <source>Grant: client credentials, the program&apos;s own id and secret.</source>
        <translation>نوع الإذن: بيانات التطبيق، أي معرّف البرنامج وسرّه.</translation>
    </message>
    <message>
        <source>Grant: authorization code, the merchant allowed access.</source>
        <translation>نوع الإذن: رمز إذن، سمح صاحب المطعم بالوصول.</translation>
    </message>
    <message>
        <source>Refreshing…</source>
        <translation>جارٍ التجديد…</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>تجديد الآن</translation>
    </message>
    <message>
        <source>RETM gave a new token.</source>
        <translation>أصدر RETM رمز وصول جديدًا.</translation>
    </message>
</context>
<context>
    <name>ToldDocument</name>
    <message>
        <source>What the till gets</source>
        <translation>ما تتلقاه نقطة البيع</translation>
    </message>
    <message>
        <source>the document</source>
        <translation>المستند</translation>
    </message>
    <message>
        <source>This form has one quantity for all products: the smallest, {n}.</source>
        <translation>لهذه الصيغة كمية واحدة لجميع المنتجات، وهي الأصغر: {n}.</translation>
    </message>
</context>
<context>
    <name>TotalsCard</name>
    <message>
        <source>Export as CSV</source>
        <translation>تصدير CSV</translation>
    </message>
</context>
<context>
    <name>TotalsPanel</name>
    <message>
        <source>Totals</source>
        <translation>المجاميع</translation>
    </message>
    <message>
        <source>the totals</source>
        <translation>المجاميع</translation>
    </message>
    <message>
        <source>Payment method</source>
        <translation>طريقة الدفع</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>الفواتير</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Of it refunded in full</source>
        <translation>منه ما رُد كاملًا</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>المبيعات</translation>
    </message>
    <message>
        <source>of it tax</source>
        <translation>منها ضريبة</translation>
    </message>
    <message>
        <source>Refunds</source>
        <translation>المبالغ المردودة</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>الصافي</translation>
    </message>
    <message>
        <source>of them refunded</source>
        <translation>منها مردودة</translation>
    </message>
    <message>
        <source>Void, in no sum</source>
        <translation>لاغية، خارج المجاميع</translation>
    </message>
    <message>
        <source>Refunds whose amount RETM does not tell, in no sum: {n}</source>
        <translation>مبالغ مردودة لا يذكر RETM مقدارها ولا تدخل في أي مجموع: {n}</translation>
    </message>
    <message>
        <source>By payment method</source>
        <translation>حسب طريقة الدفع</translation>
    </message>
    <message>
        <source>By tax</source>
        <translation>حسب الضريبة</translation>
    </message>
    <message>
        <source>Sums of RETM&apos;s own figures for the invoices listed; a refund counts with its invoice.</source>
        <translation>مجاميع أرقام RETM نفسها للفواتير المعروضة، ويُحسب رد المبلغ مع فاتورته.</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>بدون اسم</translation>
    </message>
</context>
<context>
    <name>TransactionDetail</name>
    <message>
        <source>the transaction</source>
        <translation>العملية</translation>
    </message>
    <message>
        <source>At {service}</source>
        <translation>في {service}</translation>
    </message>
    <message>
        <source>This program does not know this status.</source>
        <translation>هذه الحالة غير معروفة للبرنامج.</translation>
    </message>
    <message>
        <source>It is shown as {service} sent it, and is in no sum.</source>
        <translation>معروضة كما أرسلها {service}، ولا تدخل في أي مجموع.</translation>
    </message>
    <message>
        <source>It was not charged here for an order, so there is no way to one.</source>
        <translation>لم تُحصَّل هنا لطلب، فلا يوجد طلب لعرضه.</translation>
    </message>
    <message>
        <source>Show order</source>
        <translation>عرض الطلب</translation>
    </message>
    <message>
        <source>Paid after vouchers</source>
        <translation>المدفوع بعد القسائم</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>المبلغ المردود</translation>
    </message>
    <message>
        <source>Can still be refunded</source>
        <translation>المتاح للرد</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>الرصيد</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>المحفظة</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>Way of paying</source>
        <translation>طريقة الدفع</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>المتجر</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>العملة</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>رقم العملية</translation>
    </message>
    <message>
        <source>Our reference</source>
        <translation>المرجع لدينا</translation>
    </message>
    <message>
        <source>Reference of the wallet or bank</source>
        <translation>مرجع المحفظة أو البنك</translation>
    </message>
    <message>
        <source>Store id</source>
        <translation>معرّف المتجر</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>جهاز البطاقات</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>وقت الدفع</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>وقت الإنشاء</translation>
    </message>
    <message>
        <source>Last changed at</source>
        <translation>وقت آخر تعديل</translation>
    </message>
</context>
<context>
    <name>TransactionStates</name>
    <message>
        <source>Reading the transactions…</source>
        <translation>جارٍ قراءة العمليات…</translation>
    </message>
    <message>
        <source>They are on this computer and appear in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>No transaction of these days fits the filters and the search: {days}.</source>
        <translation>لا توجد في هذه الأيام عملية تطابق التصفية والبحث: {days}.</translation>
    </message>
    <message>
        <source>No transaction matches</source>
        <translation>لا توجد عملية مطابقة</translation>
    </message>
    <message>
        <source>Show all days</source>
        <translation>عرض كل الأيام</translation>
    </message>
    <message>
        <source>{service} has told of none of these days: {days}.</source>
        <translation>لم يذكر {service} عمليات لهذه الأيام: {days}.</translation>
    </message>
    <message>
        <source>No transactions</source>
        <translation>لا توجد عمليات</translation>
    </message>
    <message>
        <source>Ask {service} now</source>
        <translation>تحديث من {service}</translation>
    </message>
    <message>
        <source>No transactions on this computer yet</source>
        <translation>لا توجد عمليات على هذا الجهاز بعد</translation>
    </message>
    <message>
        <source>They have not been read from {service} yet and appear here by themselves.</source>
        <translation>لم تُقرأ من {service} بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>The transactions are on their way</source>
        <translation>العمليات في الطريق</translation>
    </message>
    <message>
        <source>{service} tells of no transaction of this account. They appear here by themselves.</source>
        <translation>لا يذكر {service} عمليات لهذا الحساب. وستظهر هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>No transactions yet</source>
        <translation>لا توجد عمليات بعد</translation>
    </message>
</context>
<context>
    <name>TransactionsView</name>
    <message>
        <source>Transactions</source>
        <translation>العمليات</translation>
    </message>
    <message>
        <source>{n} transactions</source>
        <translation>عدد العمليات: {n}</translation>
    </message>
</context>
<context>
    <name>TrialCard</name>
    <message>
        <source>Try a code</source>
        <translation>تجربة رمز</translation>
    </message>
    <message>
        <source>Only a try on this computer: nothing is counted, and RETM and the till hear nothing of it.</source>
        <translation>تجربة على هذا الجهاز فقط: لا يُحسب شيء، ولا تعلم بها RETM ولا نقطة البيع.</translation>
    </message>
    <message>
        <source>Code to try</source>
        <translation>الرمز المراد تجربته</translation>
    </message>
    <message>
        <source>A code, as the cashier types it</source>
        <translation>رمز كما يكتبه الكاشير</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>تجربة</translation>
    </message>
    <message>
        <source>The answer as the till gets it</source>
        <translation>الرد كما تتلقاه نقطة البيع</translation>
    </message>
    <message>
        <source>The till would refuse it (answer {status}).</source>
        <translation>سترفضه نقطة البيع (الرد {status}).</translation>
    </message>
    <message>
        <source>The cashier would read: {words}</source>
        <translation>سيقرأ الكاشير: {words}</translation>
    </message>
    <message>
        <source>RETM&apos;s check names no branch: at a branch it is not for, it is refused only when it is redeemed.</source>
        <translation>التحقق لدى RETM لا يذكر الفرع: في فرع لا تشمله تُرفض عند الاستخدام فقط.</translation>
    </message>
    <message>
        <source>The till would take it (answer {status}).</source>
        <translation>ستقبله نقطة البيع (الرد {status}).</translation>
    </message>
</context>
<context>
    <name>TypePart</name>
    <message>
        <source>As {names}</source>
        <translation>مثل {names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Code {n}</source>
        <translation>الرمز {n}</translation>
    </message>
    <message>
        <source>Another code</source>
        <translation>رمز آخر</translation>
    </message>
    <message>
        <source>A whole number from 1 to 99</source>
        <translation>عدد صحيح من 1 إلى 99</translation>
    </message>
    <message>
        <source>RETM does not publish what its numbers mean. Order types with the same number are of the same kind.</source>
        <translation>لا ينشر RETM معاني أرقامه. أنواع الطلبات ذات الرقم نفسه من صنف واحد.</translation>
    </message>
    <message>
        <source>What is it like?</source>
        <translation>مثل أي نوع؟</translation>
    </message>
</context>
<context>
    <name>UndoStrip</name>
    <message>
        <source>More that can be taken back: {n}</source>
        <translation>إجراءات أخرى يمكن التراجع عنها: {n}</translation>
    </message>
    <message>
        <source>It is too late to take this back: it was sent to RETM already.</source>
        <translation>فات وقت التراجع: أُرسل إلى RETM بالفعل.</translation>
    </message>
    <message>
        <source>The new order was taken back.</source>
        <translation>تم التراجع عن الطلب الجديد.</translation>
    </message>
</context>
<context>
    <name>UserCard</name>
    <message>
        <source>Access allowed by</source>
        <translation>من سمح بالوصول</translation>
    </message>
    <message>
        <source>This program does what this user may do, and no more.</source>
        <translation>ينفّذ هذا البرنامج ما يحق لهذا المستخدم فقط.</translation>
    </message>
    <message>
        <source>User without a name</source>
        <translation>مستخدم بدون اسم</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Only for the stores</source>
        <translation>للمتاجر التالية فقط</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>User id</source>
        <translation>معرّف المستخدم</translation>
    </message>
</context>
<context>
    <name>WaysPanel</name>
    <message>
        <source>Store</source>
        <translation>المتجر</translation>
    </message>
    <message>
        <source>Store that takes the payment</source>
        <translation>المتجر الذي يحصّل الدفعة</translation>
    </message>
    <message>
        <source>Choose a store</source>
        <translation>اختر المتجر</translation>
    </message>
    <message>
        <source>How does the customer pay?</source>
        <translation>كيف يدفع العميل؟</translation>
    </message>
    <message>
        <source>Show a QR</source>
        <translation>عرض رمز QR</translation>
    </message>
    <message>
        <source>The customer scans it with a wallet or bank app</source>
        <translation>يمسحه العميل بتطبيق المحفظة أو البنك</translation>
    </message>
    <message>
        <source>Open the payment page</source>
        <translation>فتح صفحة الدفع</translation>
    </message>
    <message>
        <source>In your browser, or as a link to send on</source>
        <translation>في متصفحك، أو كرابط ترسله</translation>
    </message>
    <message>
        <source>Scan the customer&apos;s code</source>
        <translation>مسح رمز العميل</translation>
    </message>
    <message>
        <source>With a scanner at this computer</source>
        <translation>بقارئ متصل بهذا الجهاز</translation>
    </message>
    <message>
        <source>Charge {amount}</source>
        <translation>تحصيل {amount}</translation>
    </message>
    <message>
        <source>The customer&apos;s payment code</source>
        <translation>رمز الدفع من تطبيق العميل</translation>
    </message>
    <message>
        <source>Let the customer open the code in the app, and scan it.</source>
        <translation>اطلب من العميل فتح الرمز في تطبيقه، ثم امسحه.</translation>
    </message>
    <message>
        <source>Another way</source>
        <translation>طريقة أخرى</translation>
    </message>
    <message>
        <source>No store of the account is known here yet. They are being read; if none comes, make one first.</source>
        <translation>لا يوجد هنا أي متجر من حساب الدفع بعد. جارٍ قراءة المتاجر؛ إذا لم يظهر أي منها فأنشئ متجرًا أولًا.</translation>
    </message>
    <message>
        <source>{branch} is not linked to a store; the account has only this one.</source>
        <translation>لم يُربط {branch} بمتجر؛ لا يوجد في حساب الدفع سوى هذا المتجر.</translation>
    </message>
    <message>
        <source>{branch} is not linked to a store; the account&apos;s default store is chosen.</source>
        <translation>لم يُربط {branch} بمتجر؛ تم اختيار المتجر الافتراضي لحساب الدفع.</translation>
    </message>
    <message>
        <source>{branch} is not linked to a store: choose the one that takes the payment.</source>
        <translation>لم يُربط {branch} بمتجر: اختر المتجر الذي يحصّل الدفعة.</translation>
    </message>
    <message>
        <source>This is no payment code: one has at least ten digits. Scan it again.</source>
        <translation>هذا ليس رمز دفع: رمز الدفع لا يقل عن 10 أرقام. امسحه مجددًا.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Your restaurant&apos;s orders in one window</source>
        <translation>طلبات مطعمك في نافذة واحدة</translation>
    </message>
    <message>
        <source>See them arrive, accept them, move them on and hand them over; in every branch, in Arabic or English.</source>
        <translation>شاهد الطلبات تصل، واقبلها وتابعها حتى تسليمها، في كل فرع وبالعربية أو الإنجليزية.</translation>
    </message>
    <message>
        <source>Try everything with a made-up restaurant whose orders arrive by themselves. Nothing in it is real.</source>
        <translation>جرّب كل شيء مع مطعم وهمي تصل طلباته تلقائيًا. لا شيء فيه حقيقي.</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>بدء التدريب</translation>
    </message>
    <message>
        <source>Connect my restaurant</source>
        <translation>ربط مطعمي</translation>
    </message>
    <message>
        <source>Sign in to RETM and allow access once. Have the client id and the client secret at hand.</source>
        <translation>سجّل الدخول إلى RETM واسمح بالوصول مرة واحدة. جهّز معرّف التطبيق وسرّه.</translation>
    </message>
    <message>
        <source>You can do the other later, in Setup.</source>
        <translation>يمكنك القيام بالآخر لاحقًا من الإعدادات.</translation>
    </message>
    <message>
        <source>The practice restaurant opens its doors…</source>
        <translation>المطعم التدريبي يفتح أبوابه…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>WhatWorks</name>
    <message>
        <source>Try all readings</source>
        <translation>تجربة كل القراءات</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>The program has not opened its connection to RETM yet.</source>
        <translation>لم يفتح البرنامج اتصاله مع RETM بعد.</translation>
    </message>
    <message>
        <source>Cancelled; what was tried is shown below.</source>
        <translation>أُلغيت التجربة، وما جُرّب معروض أدناه.</translation>
    </message>
    <message>
        <source>Trying {n} of {total}: {name}</source>
        <translation>تجربة {n} من {total}: {name}</translation>
    </message>
    <message>
        <source>All readings were tried: {n} of {total} work.</source>
        <translation>جُرّبت كل القراءات: تعمل {n} من {total}.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Left out, because no record is known yet: {names}.</source>
        <translation>تُركت لعدم معرفة أي سجل بعد: {names}.</translation>
    </message>
    <message>
        <source>Ended early. {what} {next}</source>
        <translation>انتهت التجربة مبكرًا. {what} {next}</translation>
    </message>
</context>
<context>
    <name>WhenCard</name>
    <message>
        <source>When and how often</source>
        <translation>متى وكم مرة</translation>
    </message>
    <message>
        <source>Times are those of the restaurant ({zone}).</source>
        <translation>الأوقات بتوقيت المطعم ({zone}).</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>سارية من</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>فورًا</translation>
    </message>
    <message>
        <source>From a day on</source>
        <translation>ابتداءً من يوم</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>سارية حتى</translation>
    </message>
    <message>
        <source>Without an end</source>
        <translation>بلا نهاية</translation>
    </message>
    <message>
        <source>Until a day</source>
        <translation>حتى يوم</translation>
    </message>
    <message>
        <source>As often as one likes</source>
        <translation>بلا حد للمرات</translation>
    </message>
    <message>
        <source>So many times</source>
        <translation>عدد محدد من المرات</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>كم مرة</translation>
    </message>
    <message>
        <source>Uses left</source>
        <translation>المرات المتبقية</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>عدد غير محدد</translation>
    </message>
    <message>
        <source>A till used it meanwhile: {n} are left in the book. What you entered takes its place.</source>
        <translation>استُخدمت في هذه الأثناء: المتبقي في الدفتر {n}، وسيحل محله ما أدخلته.</translation>
    </message>
</context>
<context>
    <name>WhereCard</name>
    <message>
        <source>Where and for whom</source>
        <translation>أين ولمن</translation>
    </message>
    <message>
        <source>RETM&apos;s check names no branch: at a branch it is not for, the coupon looks good and is refused only when it is redeemed.</source>
        <translation>التحقق لدى RETM لا يذكر الفرع: في فرع لا تشمله يبدو الكوبون صالحًا ويُرفض عند الاستخدام فقط.</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
    <message>
        <source>Only some</source>
        <translation>فروع محددة</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>جوال العميل</translation>
    </message>
    <message>
        <source>The till shows it to the cashier; empty for any customer.</source>
        <translation>تعرضه نقطة البيع للكاشير؛ اتركه فارغًا لأي عميل.</translation>
    </message>
</context>
<context>
    <name>WherePanel</name>
    <message>
        <source>What</source>
        <translation>الخدمة</translation>
    </message>
    <message>
        <source>Continue to {service}</source>
        <translation>المتابعة إلى {service}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>WindowNotices</name>
    <message>
        <source>Connect again</source>
        <translation>إعادة الربط</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>نسخ التقرير</translation>
    </message>
    <message>
        <source>Enter the new secret</source>
        <translation>إدخال السر الجديد</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Sign-ins are kept in memory only.</source>
        <translation>بيانات الدخول محفوظة في الذاكرة فقط.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not work, so you will sign in again after a restart.</source>
        <translation>مخزن كلمات المرور في النظام لا يعمل، لذلك ستسجّل الدخول من جديد بعد إعادة التشغيل.</translation>
    </message>
</context>
<context>
    <name>_BranchModel</name>
    <message>
        <source>now {store}</source>
        <translation>حاليًا: {store}</translation>
    </message>
</context>
<context>
    <name>_ChangeList</name>
    <message>
        <source>Changes</source>
        <translation>التغييرات</translation>
    </message>
</context>
<context>
    <name>_ChangeModel</name>
    <message>
        <source>Added</source>
        <translation>أُضيف</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>حُذف</translation>
    </message>
    <message>
        <source>Changed otherwise</source>
        <translation>تغييرات أخرى</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>الأسعار</translation>
    </message>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
</context>
<context>
    <name>_Detail</name>
    <message>
        <source>Used, by the till&apos;s clock</source>
        <translation>وقت الاستخدام بساعة نقطة البيع</translation>
    </message>
    <message>
        <source>Told by RETM</source>
        <translation>وقت إبلاغ RETM</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Told again, and answered the same</source>
        <translation>تكرر الإبلاغ وكان الرد نفسه</translation>
    </message>
    <message>
        <source>Show the reward</source>
        <translation>عرض المكافأة</translation>
    </message>
    <message>
        <source>{n} times</source>
        <translation>عدد المرات: {n}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>No reward of the book belongs to it (any more).</source>
        <translation>لا توجد (أو لم تعد توجد) مكافأة في الدفتر له.</translation>
    </message>
</context>
<context>
    <name>_EditCard</name>
    <message>
        <source>Change of {name}</source>
        <translation>تعديل {name}</translation>
    </message>
    <message>
        <source>New store: {name}</source>
        <translation>متجر جديد: {name}</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Edit again</source>
        <translation>التعديل مجددًا</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>إيقاف المحاولة</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>البحث الآن</translation>
    </message>
</context>
<context>
    <name>_GroupChoice</name>
    <message>
        <source>Extras</source>
        <translation>إضافات</translation>
    </message>
</context>
<context>
    <name>_RowPainter</name>
    <message>
        <source>sizes or extras</source>
        <translation>الأحجام أو الإضافات</translation>
    </message>
</context>
<context>
    <name>_ShelvesModel</name>
    <message>
        <source>{name}, {n} products</source>
        <translation>{name}، عدد المنتجات: {n}</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>كل المنتجات</translation>
    </message>
    <message>
        <source>Without a category</source>
        <translation>بدون تصنيف</translation>
    </message>
</context>
<context>
    <name>_UndoRow</name>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>إرسال الآن</translation>
    </message>
</context>
<context>
    <name>_UndoTold</name>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
</TS>
