"""The 1,024 words of enrolment codes: ten bits each.

Plain syllables of two to five letters, each written here without its marks: lam stands for lam, làm, lâm
and lắm alike, whichever the reader thinks of. Left out: what sounds like another in some region (beginning
with tr, s, gi, r, n), i beside y, and what one would not like to find on paper with one's name.
"""

_TEXT = """
ac ach ai am an ang anh ao ap at au ay ba bac bach bai bam ban bang banh bao bap bat bau bay be bec bech
bem ben beng beo bep bet beu bi bia bich biec biem bien bieng biet bieu bim bin binh bit biu bo boa boc
boi bom bon bong bot bu bua buc bui bum bun bung buoc buon buong buot buou bup but buu ca cach cai cam can
cang canh cao cap cat cau cay cha chac chach chai cham chan chang chanh chao chap chat chau chay che chech
chen cheng chenh cheo chep chi chia chiec chiem chien chiep chiet chieu chim chin chinh chip chit chiu
choac choai choat choc choe choen choi chom chon chong chop chot chu chua chuan chuc chum chun chung chuoc
chuoi chuom chuon chuot chup chut co coc coi com con cong cop cot cua cui cum cun cung cuoc cuoi cuom cuon
cuong cup cuu da dac dach dan dang danh dao dap dat dau day de dem den denh dep det deu dia dich diem dien
dieng diep diet dieu dim din dinh dip diu do doa doai doan doang doanh doat doc doi dom don dong dop dua
duc dui dum dun dung duoc duoi duom duon duong duot dup dut duy duyen duyet ec ech em en eng enh eo ep et
eu ga gac gach gai gam gan gang ganh gao gap gat gau gay ghe ghem ghen ghenh gheo ghep ghet ghi ghim go
goa goc goi gom gon gong gop got gu gua guc gui gung guoc guom guong gut ha hac hach hai ham han hang hanh
hao hap hat hau hay he hec hech hem hen henh heo hep het heu hiem hien hieng hieu him hinh hip hit hiu ho
hoa hoac hoai hoan hoang hoanh hoat hoay hoc hoe hoen hoi hom hon hong hop hot hu hua huan huc hue hum hun
hung huom huong huou hup hut huu huy huyen huyet hy ich im in inh it iu ka ke kech kem ken keng kenh keo
kep ket keu kha khac khach khai kham khan khang khanh khao khap khat khau khay khe khem khen khenh kheo
khep khet kheu khi khia khich khiem khien khiep khiet khieu khin khinh khit khiu kho khoa khoac khoai
khoan khoat khoay khoc khoe khoen khoi khom khong khop khu khua khuan khuat khuay khuc khue khum khung
khuon khuot khuou khuy khuya kia kich kiem kien kieng kiep kiet kieu kim kin kinh kip kit kiu ky la lac
lach lai lam lan lang lanh lao lap lat lau lay le lec lech lem len leng lenh leo lep let leu lich liec
liem lien lieng liep lieu lim lin linh lip lit liu lo loa loai loang loat loc loe loi lom long lop lot lu
lua luan luat luc lui lum lun lung luoc luoi luom luon luong luot lup lut luu luy luyen ly mac mach mai
mam man mang manh mao map mat mau may me mem men menh meo mep met meu mia mich mien mieng miet mieu mim
min minh mit miu mo moc moi mom mon mong mop mot mu mua muc mui mum mun mung muoi muon muong muop muot mup
mut muu my nga ngac ngach ngai ngam ngan ngang nganh ngao ngap ngat ngau ngay nghe nghen ngheo nghet ngheu
nghi nghia nghim nghin nghit nghiu ngo ngoa ngoac ngoai ngoan ngoat ngoay ngoc ngoe ngoen ngoi ngom ngon
ngong ngop ngot ngua nguay nguc ngui ngun ngung nguoc nguoi nguon ngup ngut nguu nguy nha nhac nhach nhai
nham nhan nhang nhanh nhao nhap nhat nhau nhay nhe nhech nhem nhen nheo nhep nhet nheu nhi nhiec nhiem
nhien nhiep nhiet nhieu nhin nhinh nhip nhit nhiu nho nhoa nhoai nhoc nhoe nhoen nhoi nhom nhon nhong nhop
nhot nhu nhua nhuan nhuc nhue nhui nhum nhun nhung nhuoc nhuom nhut nhuy oa oai oan oang oanh oat oc oe oi
om on ong op ot pha phac phach phai pham phan phang phanh phao phap phat phau phay phen pheng phenh pheo
phep pheu phi phia phich phiem phien phiet phieu phim phin phinh pho phoc phoi phon phong phot phu phua
phuc phui phun phung phuoc phut qua quac quach quai quam quan quang quanh quao quap quat quau quay que
quen quenh queo quet quit quo quoc quy quyen ta tac tach tai tam tan tang tanh tao tap tau tay te tec tech
tem ten teng tenh teo tep tet teu tha thac thach thai tham than thang thanh thao thap that thau thay the
thech them then theo thep thet theu thi thia thich thiec thiem thien thiep thiet thieu thin thinh thit
thiu tho thoa thoai thoan thoat thoc thoi thom thon thong thop thot thu thua thuan thuat thuc thue thum
thun thung thuoc thuoi thuon thuot thup thut thuy tia tich tiec tiem tien tieng tiep tiet tieu tim tin
tinh tip tit tiu to toa toac toai toan toang toat toc toe toi tom ton tong top tot tu tua tuan tuc tue tui
tum tun tung tuoc tuoi tuom tuon tuong tuot tup tut tuu tuy tuya tuyen tuyet ty ua uan uat uc ue ui um un
ung uoc uom uon uong uop uot up ut uu uy uyen va vac vach vai vam van vang vanh vao vap vat vau vay ve vec
ven venh veo vet veu vi via vich viec viem vien vieng viet vin vinh vit viu vo voc voi vom von vong vot
vua vuc vui vun vung vuon vuong vuot vut xa xach xai xam xan xang xanh xao xap xat xau xay xe xec xech xem
xen xeng xeo xep xet xeu xi xia xich xiem xien xieng xiet xieu xin xinh xit xiu xo xoa xoac xoai xoan
xoang xoay xoc xoe xoi xom xon xong xop xot xu xua xuan xuat xuc xue xui xum xung xuoc xuoi xuong xup xuy
xuyen yen yeu
"""
WORDS: tuple[str, ...] = tuple(_TEXT.split())
