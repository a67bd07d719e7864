"""Answers of the service as its documentation shows them, with invented values."""

STORE: dict[str, object] = {
    "id": "7700000000000000001",
    "name": "Kopitiam 茶室",
    "imageUrl": "https://kedai.example/s.png",
    "addressLine1": "12, Jalan Besar",
    "addressLine2": "Taman & Co",
    "postCode": "50000",
    "city": "KUALA LUMPUR",
    "state": "WILAYAH PERSEKUTUAN",
    "country": "MALAYSIA",
    "countryCode": "60",
    "phoneNumber": 377334080,
    "geoLocation": {"latitude": 3.0, "longitude": 101.686855},
    "status": "ACTIVE",
    "isDefault": "true",
    "createdAt": "2024-03-04T05:06:07Z",
    "updatedAt": "2025-03-04T05:06:07.123456789Z",
}
TRANSACTION: dict[str, object] = {
    "store": STORE,
    "referenceId": "REF-9",
    "transactionId": "260101120000020000000001",
    "terminalId": "T-1",
    "order": {
        "id": "KDN-000000000000000042",
        "title": "Meja 12",
        "detail": "2 x Nasi Lemak",
        "additionalData": "",
        "amount": 2590,
    },
    "payee": {"userId": "payer-wallet-id", "subUserId": "payer-wallet-id-2"},
    "currencyType": "MYR",
    "balanceAmount": 2590,
    "finalAmount": 2490,
    "voucher": {"key": "v", "discountAmount": 100, "membership": {"memberId": "member-7"}},
    "platform": "OPEN_API",
    "method": "TNG",
    "region": "MALAYSIA",
    "type": "WEB_PAYMENT",
    "status": "SUCCESS",
    "source": "",
    "extraInfo": {"card": {"maskNo": "4111********1111"}, "onlineBanking": {"buyerName": "BUYER", "bankId": "B"}},
    "transactionAt": "2026-01-01T04:00:01.123456789Z",
    "createdAt": "2026-01-01T04:00:00Z",
    "updatedAt": "2026-01-01T12:00:02+08:00",
}
MERCHANT: dict[str, object] = {
    "id": "6170506694335521334",
    "companyName": "Kedai Sdn Bhd",
    "addressLine1": "12, Jalan Besar",
    "postcode": "50000",
    "isActive": True,
    "status": "VERIFIED",
}
USER: dict[str, object] = {"id": "u1", "firstName": "Aminah", "lastName": "Ali", "storeId": ["7700000000000000001"]}
SUBSCRIPTION: dict[str, object] = {
    "id": 1001,
    "gracePeriod": 90,
    "expiryAt": "2026-05-05T00:00:00Z",
    "status": "ACTIVE",
}
CHECKOUT: dict[str, object] = {"checkoutId": "1767225600000000001", "url": "https://pg.example/checkout?checkoutId=17"}
CHECKOUT_STATE: dict[str, object] = {
    "id": "1767225600000000001",
    "type": "WEB_PAYMENT",
    "transactionId": "",
    "method": [],
    "status": "CREATED",
    "startAt": "2026-01-01T00:00:00Z",
    "endAt": "2026-01-01T00:10:00Z",
}
QR_CODE: dict[str, object] = {"type": "QRCODE", "qrcode": {"base64Image": "iVBORw0KGgo=", "data": "00020201"}}
SETTLEMENT_LINE: dict[str, object] = {
    "transactionAt": "2026-01-01T04:00:01Z",
    "transactionType": "PAYMENT",
    "transactionId": "260101120000020000000001",
    "orderId": "KDN-000000000000000042",
    "currencyType": "MYR",
    "grossAmount": "12.50",
    "mdr": "1.00",
    "serviceFee": "-0.13",
    "settlementAmount": "12.37",
}
