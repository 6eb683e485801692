import type { RosterCell } from "../grid.ts";
import { bad, blank, good, type Parsed } from "./parsed.ts";
import { cleanText, foldWords, formulaErrorFound, isFormulaError, isPlaceholder } from "./text.ts";

type Choices<Value> = ReadonlyMap<string, Value>;

function choices<Value>(entries: readonly [Value, string][]): Choices<Value> {
  return new Map(
    entries.flatMap(([value, names]) =>
      names.split(",").map((name): [string, Value] => [name, value]),
    ),
  );
}

const yesOrNo = choices<boolean>([
  [
    true,
    "true,t,yes,y,x,✓,✔,☑,✅,1,on,ja,j,wahr,aktiv,oui,o,vrai,si,s,verdadero,active,activo,activa,actif,active,enabled,enrolled,automatic,auto,charge automatically,vero,attivo,attiva,waar,actief,sim,verdadeiro,ativo,ativa,vero,attivo,attiva,waar,actief,sim,verdadeiro,ativo,ativa,checked,ok,automatisch,automatique,automatico",
  ],
  [
    false,
    "false,f,no,n,✗,✘,☐,❌,0,off,nein,falsch,inaktiv,non,faux,falso,inactive,inactivo,inactiva,inactif,disabled,manual,manually,nee,onwaar,nao,inattivo,inactief,inativo,nee,onwaar,nao,inattivo,inactief,inativo,send invoice,unchecked,manuell,manuel,invoice",
  ],
]);

const sexes = choices<string>([
  [
    "F",
    "f,female,woman,w,weiblich,frau,femme,feminin,femenino,mujer,girl,fem,mrs,ms,miss,mme,mlle,madame,sra,senora,femmina,donna,vrouw,vrouwelijk,mulher,feminino,feminina,senhora,signora,mevrouw",
  ],
  [
    "M",
    "m,male,man,mannlich,mann,homme,h,masculin,masculino,hombre,boy,v,varon,masc,herr,hr,mr,monsieur,sr,senor,maschio,uomo,mannelijk,homem,senhor,signor,heer,de heer",
  ],
  [
    "O",
    "o,other,x,d,divers,autre,otro,otra,non binary,nonbinary,nb,diverse,non binaire,no binario",
  ],
  ["U", "u,unk,unknown,undisclosed,prefer not to say,not specified,not stated,unspecified"],
]);

const roles = choices<string>([
  [
    "employee",
    "employee,e,ee,emp,subscriber,arbeitnehmer,mitarbeiter,mitarbeiterin,beschaftigter,angestellter,employe,salarie,salariee,empleado,empleada,trabajador",
  ],
  [
    "spouse",
    "spouse,s,sp,husband,wife,lebenspartner,lebenspartnerin,partenaire,pareja,compagnon,compagne,coniuge,moglie,marito,compagno,echtgenoot,echtgenote,conjuge,ehepartner,ehepartnerin,ehegatte,ehegattin,ehefrau,ehemann,conjoint,conjointe,epoux,epouse,mari,femme,conyuge,esposo,esposa,marido,mujer",
  ],
  [
    "child",
    "child,c,ch,son,daughter,kid,kind,sohn,tochter,enfant,fils,fille,hijo,hija,nino,nina,stepchild,dependent child,figlio,figlia,zoon,dochter,filho,filha",
  ],
  [
    "head",
    "head,self,primary,main,primary member,head of household,account holder,owner,policyholder,h,p,main member,haupt,hauptmitglied,selbst,titulaire,adherent principal,titular,cabeza de familia,principal,payer,zahler,payeur,pagador,insured,hauptversicherter,assure,holder,coordinator,bundle coordinator,bundle administrator,family head,titolare,intestatario,hoofdlid,hoofdverzekerde,pagante,betaler",
  ],
  [
    "dependent",
    "dependent,dependant,d,dep,subordinate,secondary,angehoriger,angehorige,mitversichert,familienmitglied,ayant droit,personne a charge,beneficiaire,dependiente,beneficiario,beneficiaria,family member,member,bundle member,additional,other dependent",
  ],
]);

const methods = choices<string>([
  [
    "card",
    "card,credit card,credit,cc,debit,debit card,visa,mastercard,mc,amex,american express,discover,card on file,stripe,kreditkarte,karte,ec karte,debitkarte,girocard,carte,carte bancaire,cb,carte de credit,carte bleue,tarjeta,tarjeta de credito,tarjeta de debito,creditcard,credit debit card,debit credit card,cof,card payment,card auto,carta,carta di credito,carta di debito,bancomat,pin,kaart,betaalkaart,cartao,cartao de credito,cartao de debito",
  ],
  [
    "ach",
    "ach,bank,bank account,bank draft,echeck,e check,direct debit,dd,eft,bank transfer,sepa,sepa lastschrift,lastschrift,bankeinzug,einzug,uberweisung,bacs,prelevement,prelevement sepa,prelevement automatique,virement,domiciliacion,domiciliacion bancaria,domiciliado,transferencia,transferencia bancaria,auto draft,checking account,checking,savings,ach debit,us bank account,wire,banklastschrift,gocardless,sepa debit,bank debit,bankuberweisung,virement bancaire,debito,adeudo sepa,recibo domiciliado,dauerauftrag,standing order,addebito diretto,addebito,bonifico,bonifico bancario,sdd,rid,incasso,automatische incasso,overboeking,ideal,debito direto,debito automatico,boleto,pix,multibanco",
  ],
  [
    "check",
    "check,cheque,chk,paper check,scheck,personal check,check by mail,mailed check,verrechnungsscheck,assegno",
  ],
  [
    "cash",
    "cash,bar,barzahlung,bargeld,especes,liquide,efectivo,contado,in cash,en efectivo,en especes,metalico,comptant,contanti,contante,contant,dinheiro,numerario",
  ],
]);

const statuses = choices<string>([
  [
    "active",
    "active,current,aktuell,bestehend,bestehendes mitglied,courant,courante,actual,corriente,vigente activo,registered,good standing,in good standing,aktiv,actif,active member,activo,activa,enrolled,ongoing,live,new,renewed,member,valid,paid,ok,a,laufend,en cours,al dia,vigente,al corriente,inscrit,complete,wc active,y,yes,confirmed,angemeldet,a jour,alta,mitglied,en vigor,publish,good,in force,gultig,eingeschrieben,approved,open,attivo,attiva,in corso,actief,lopend,ativo,ativa,em dia,in regola,neu,nouveau,nuevo,activated",
  ],
  [
    "cancelled",
    "cancelled,canceled,lapsed,expired,inactive,ended,terminated,former,left,closed,dropped,resigned,archived,wc cancelled,wc expired,refunded,failed,non member,no membership,gekundigt,beendet,abgelaufen,inaktiv,ausgetreten,ehemalig,storniert,annule,annulee,resilie,resiliee,expire,expiree,termine,inactif,inactive,radie,sorti,cancelado,cancelada,vencido,vencida,baja,inactivo,inactiva,caducado,terminado,de baja,c,i,past member,withdrawn,discharged,transferred,moved,moved away,not active,deactivated,disenrolled,unsubscribed,termed,gone,expirado,finalizado,dado de baja,stillgelegt,ex member,n,no,void,deleted,quit,parti,partie,verzogen,demenage,cloture,disdetto,disdetta,cessato,cessata,scaduto,scaduta,inattivo,inattiva,annullato,annullata,opgezegd,beeindigd,verlopen,inactief,uitgeschreven,geannuleerd,inativo,inativa,expirada,encerrado,desligado,completed,erloschen",
  ],
  [
    "deceased",
    "deceased,dead,died,verstorben,tot,decede,decedee,fallecido,fallecida,passed away,rip,gestorben,mort,muerto,muerta,dcd,deceduto,deceduta,overleden,falecido,falecida,obito",
  ],
  [
    "paused",
    "paused,on hold,hold,suspended,frozen,freeze,pause,wc on hold,pausiert,ruhend,ruht,ausgesetzt,en pause,suspendu,suspendue,pausado,pausada,suspendido,suspendida,en pausa,on pause,temporarily inactive,vacation,leave,gesperrt,stillgestellt,congelado,gele,unterbrochen,inactive temporarily,snoozed,sospeso,sospesa,in pausa,gepauzeerd,opgeschort,bevroren,suspenso,suspensa,em pausa",
  ],
  [
    "grace",
    "grace,in grace,grace period,past due,overdue,pastdue,delinquent,in arrears,unpaid,kulanz,uberfallig,mahnung,en retard,impaye,impayee,moroso,morosa,en mora,atrasado,delai de grace,periodo de gracia,karenz,karenzzeit,gracia,en gracia,mora,payment failed,card declined,insoluto,achterstallig,achterstand,em atraso,inadimplente,in ritardo,declined,in verzug",
  ],
  [
    "pending",
    "pending,wc pending,new pending,waiting,waitlist,waitlisted,invited,trial,in trial,future,ausstehend,schwebend,wartend,en attente,pendiente,en espera,prospect,lead,applied,in process,wc pending cancel,pending cancel,non renewing,pending cancellation,offen,not started,upcoming,scheduled,draft,a venir,in attesa,in afwachting,pendente,futuro,kunftig",
  ],
]);

export function parseBooleanCell(cell: RosterCell, wanted: string): Parsed<boolean> {
  if (cell.kind === "boolean") return good(cell.value);
  if (cell.kind === "number")
    return cell.number === 1
      ? good(true)
      : cell.number === 0
        ? good(false)
        : unknown(String(cell.number), wanted, "warn");
  if (cell.kind === "error") return formulaErrorFound(cell.code, wanted);
  if (cell.kind === "empty") return blank;
  return choose(cell.text, { choices: yesOrNo, wanted, level: "warn" });
}

/** "H" and "M" alone are hombre and mujer: where a column has no F, its M is one. */
export function sexParser(
  known: ReadonlySet<string>,
  language: string,
): (text: string) => Parsed<string> {
  const has = (letter: string): boolean => known.has(letter);
  const hasFemale = has("f") || has("w");
  if (has("h") && has("m") && !hasFemale) return withLetter("m", "F");
  if (!has("v") || !has("m") || hasFemale || has("h")) return parseSexText;
  if (language === "nl") return withLetter("v", "F");
  if (language === "es") return withLetter("m", "F");
  // Varón and mujer, or man and vrouw: nothing in the column tells.
  return (text) => (/^\s*[mv]\s*$/i.test(text) ? blank : parseSexText(text));
}

function withLetter(letter: string, sex: string): (text: string) => Parsed<string> {
  return (text) => (text.trim().toLowerCase() === letter ? good(sex) : parseSexText(text));
}

export function parseSexText(text: string): Parsed<string> {
  const parsed = choose(text, { choices: sexes, wanted: "F, M or O", level: "warn" });
  return parsed.value === "U" ? blank : parsed;
}

/** "Partner" is the spouse where German or Dutch is written; in English it may be anybody. */
export function roleParser(language: string): (text: string) => Parsed<string> {
  if (language !== "de" && language !== "nl") return parseRoleText;
  return (text) =>
    /^partner(?:in)?$/i.test(cleanText(text)) ? good("spouse") : parseRoleText(text);
}

export function parseRoleText(text: string): Parsed<string> {
  return choose(text, { choices: roles, wanted: "employee, spouse or child", level: "error" });
}

export function parseStatusText(text: string): Parsed<string> {
  const parsed = choose(text, {
    choices: statuses,
    wanted: "active, paused or cancelled",
    level: "warn",
  });
  return parsed.value !== null || parsed.problems.length === 0
    ? parsed
    : byWords(text, statuses, parsed);
}

const cardNumber = /(?:\*|x|•|#|ending|ends|\.\.)[\s*x•.#-]*(?:in )?\d{4}\b/i;

export function parsePaymentMethodText(text: string): Parsed<string> {
  const value = cleanText(text);
  const parsed = choose(value, {
    choices: methods,
    wanted: "cash, check, ACH, direct debit or card",
    level: "warn",
  });
  if (parsed.value !== null || parsed.problems.length === 0) return parsed;
  const found = byWords(value, methods, null);
  if (found !== null) return found;
  if (cardNumber.test(value))
    return good(/bank|acct|account|checking|ach|iban/i.test(value) ? "ach" : "card");
  return bad({
    code: "payment_method_unsupported",
    level: "warn",
    found: value,
    wanted: "cash, check, ACH, direct debit or card",
  });
}

/** The choice that the words of a cell agree on: "Visa ****4242", "Cancelled 3/2025". */
function byWords<Fallback>(
  text: string,
  from: Choices<string>,
  fallback: Fallback,
): Parsed<string> | Fallback {
  const words = foldWords(text)
    .split(" ")
    .filter((word) => word.length > 1);
  const found = new Set(words.map((word) => from.get(word)).filter((value) => value !== undefined));
  const [only] = found;
  return found.size === 1 && only !== undefined ? good(only) : fallback;
}

function choose<Value>(
  text: string,
  {
    choices: from,
    wanted,
    level,
  }: { choices: Choices<Value>; wanted: string; level: "warn" | "error" },
): Parsed<Value> {
  const value = cleanText(text);
  if (value === "") return blank;
  const found = from.get(value.toLowerCase()) ?? from.get(foldWords(value));
  if (found !== undefined) return good(found);
  if (isPlaceholder(value)) return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, wanted);
  return unknown(value, wanted, level);
}

function unknown(found: string, wanted: string, level: "warn" | "error"): Parsed<never> {
  return bad({ code: "choice_unknown", level, found, wanted });
}

/** Whether a word could stand in such a column; used to tell columns apart. */
export function isChoice(
  text: string,
  kind: "boolean" | "sex" | "role" | "payment_method" | "status",
): boolean {
  const from = {
    boolean: yesOrNo,
    sex: sexes,
    role: roles,
    payment_method: methods,
    status: statuses,
  }[kind];
  const folded = foldWords(text);
  return (
    from.has(text.toLowerCase()) ||
    from.has(folded) ||
    (kind !== "boolean" && folded.split(" ").some((word) => word.length > 2 && from.has(word)))
  );
}

/** A word for somebody who is no member, or none at present. */
export function isLeaver(text: string): boolean {
  const status = statuses.get(foldWords(text));
  return status !== undefined && status !== "active";
}
