import type { HeaderNames } from "../fields.ts";

/** What French rosters, templates and exports call each field; the surest names first. */
export const french: HeaderNames = {
  external_id: `
    numero patient, n patient, no patient, identifiant, identifiant patient, numero de patient, numero
    adherent, numero d adherent, n adherent, numero de membre, numero membre, id patient, code patient,
    numero client, no de dossier, numero de dossier, n de dossier, matricule, reference patient, code
    client, n client, id externe, numero de client, identifiant externe
  `,
  membership_external_id: `
    numero d abonnement, id abonnement, numero de contrat, n contrat, numero d adhesion, n abonnement, id
    adhesion, numero contrat, n d adhesion, reference abonnement
  `,
  first_name: "prenom, prenoms, prenom du patient, prenom patient",
  middle_name: "deuxieme prenom, second prenom, autres prenoms, 2e prenom",
  last_name: `
    nom, nom de famille, nom patient, patronyme, nom usuel, nom d usage, nom du patient
  `,
  full_name: `
    nom complet, nom et prenom, nom prenom, prenom nom, adherent, membre, nom prenom du patient, prenom et
    nom, nom du membre, patiente, nom de l adherent, patient nom prenom, nom et prenoms, client
  `,
  dob: `
    date de naissance, ne le, nee le, ne e le, naissance, date naissance, ddn, date de naiss, anniversaire,
    dn
  `,
  sex: "sexe, genre, h f, civilite sexe",
  email: `
    courriel, adresse e mail, adresse mail, adresse courriel, adresse email, mel, e mail patient, adresse electronique, courrier electronique
  `,
  phone: `
    telephone, portable, numero de telephone, telephone portable, telephone mobile, tel portable, n de
    telephone, tel mobile, n telephone, cellulaire, numero de portable, gsm, natel
  `,
  address_line1: "adresse, rue, adresse 1, adresse postale, adresse ligne 1, voie",
  city: "ville, commune, localite",
  state: "departement, region, canton",
  zip: "code postal, cp, npa",
  country: "pays",
  household: `
    foyer, famille, menage, id famille, numero de famille, groupe familial, nom du foyer, n famille, id
    foyer, numero foyer
  `,
  role: `
    lien, lien de parente, relation, qualite, lien familial, type de membre, type d adherent, lien avec le
    titulaire, parente
  `,
  payer_name: `
    payeur, titulaire, responsable, titulaire du compte, payeur nom, facture a, responsable legal, assure
    principal, souscripteur, nom du payeur, responsable du paiement, paye par, responsable financier, membre
    principal, adherent principal
  `,
  payer_email: `
    email du payeur, e mail du payeur, courriel du payeur, email payeur, e mail payeur, courriel payeur,
    mail payeur, email du titulaire, courriel du titulaire
  `,
  payer_external_id: `
    identifiant payeur, numero payeur, numero du titulaire, id payeur, id titulaire, ayant droit de, n
    titulaire, n payeur, rattache a, numero titulaire, identifiant du payeur, id du payeur
  `,
  member_names: `
    autres membres, ayants droit, membres de la famille, membre 2, membre 3, membre 4, patient 2, patient 3,
    enfants, autres patients, conjoint nom
  `,
  sponsor: "employeur, entreprise, societe, organisme, raison sociale",
  division: "service, departement entreprise, site, college, unite",
  plan_name: `
    formule, forfait, abonnement, adhesion, type d abonnement, plan, offre, type d adhesion, formule d
    abonnement, nom de la formule, produit, niveau, contrat, nom du forfait, formule adhesion, type de
    formule, type de forfait
  `,
  price_cents: `
    prix, tarif, montant, cotisation, prix mensuel, montant cotisation, montant de la cotisation, cout,
    mensualite, tarif mensuel, montant eur, prix eur, prix ttc, montant ttc, redevance, honoraires
  `,
  interval: `
    periodicite, frequence, cycle de facturation, periode de facturation, frequence de facturation,
    frequence de paiement, echeance type, rythme, intervalle, periode, duree, fractionnement, cycle,
    periodicite de facturation, periodicite de paiement, recurrence, periodicite paiement
  `,
  enrolment_fee_cents: `
    frais d inscription, frais d adhesion, droit d entree, frais de dossier, frais inscription, frais
    adhesion, droits d inscription, frais d ouverture, frais d entree
  `,
  payment_method: `
    mode de paiement, moyen de paiement, methode de paiement, mode de reglement, paiement, reglement, moyen
    de reglement, type de paiement, mode paiement
  `,
  autopay: `
    prelevement automatique, paiement automatique, renouvellement automatique, auto, prelevement auto,
    paiement auto, prelevement actif, debit automatique, reconduction tacite, automatique
  `,
  last_billed: `
    derniere facture, derniere facturation, dernier paiement, date de derniere facture, dernier prelevement,
    derniere echeance, facture le, date du dernier paiement, dernier reglement, derniere cotisation, date
    derniere facture, date derniere facturation, derniere facture le, date de derniere facturation, dernier
    paiement le, dernier renouvellement, date dernier paiement, derniere facturation le, date de la derniere
    facture, date de dernier paiement
  `,
  covered_through: `
    couvert jusqu au, paye jusqu au, valable jusqu au, valide jusqu au, expire le, date d expiration,
    couverture jusqu au, fin de periode, facture jusqu au, date expiration, expiration, regle jusqu au, fin
    de couverture, fin de validite, date de fin de validite, couvert jusqu a, jusqu au
  `,
  next_bill: `
    prochaine facture, prochaine echeance, prochain paiement, prochaine facturation, prochain prelevement,
    date de renouvellement, renouvellement, echeance, date d echeance, date de prochaine facture,
    renouvellement le, date du prochain paiement, date prochaine facture, prochain renouvellement, date
    prochain paiement, prochaine facture le, prochaine cotisation, date echeance
  `,
  stated_start: `
    date de debut, debut, date d effet, date de depart, prise d effet, commence le, date debut, a partir du,
    demarrage, date de demarrage, debut de facturation, nouveau debut
  `,
  original_start: `
    debut d abonnement, debut d adhesion, debut de contrat, date de souscription, souscrit le, date de debut
    d abonnement, debut abonnement, debut du contrat, debut adhesion, date debut
    abonnement, date de debut initiale, date de debut du contrat, date de debut d adhesion, debut de l
    abonnement, debut initial, debut de l adhesion, date souscription
  `,
  member_since: `
    date d adhesion,
    membre depuis, adherent depuis, inscrit le, date d inscription, depuis, client depuis, patient depuis,
    inscrit depuis, date inscription, date d entree
  `,
  end_date: `
    date de fin, fin, date de resiliation, resilie le, fin de contrat, date fin, fin d abonnement, date de
    sortie, termine le, resiliation, fin d adhesion, fin abonnement, sortie le, date resiliation, date de
    depart du cabinet, fin du contrat, parti le
  `,
  term_periods: `
    nombre de periodes, nombre d echeances, nombre de paiements, echeances, nombre de mensualites, nb
    echeances
  `,
  source_status: `
    statut, etat, statut adhesion, statut abonnement, situation, statut du membre, statut de l abonnement,
    etat de l abonnement
  `,
  membership_enabled: "actif, adhesion active, abonnement actif, membre actif, est actif",
  confirmed: "confirme",
  label: "etiquette, categorie, libelle, marqueur",
  notes: `
    remarques, remarque, commentaire, commentaires, observations, observation, notes internes, annotations
  `,
  balance_cents: `
    solde, solde du, montant du, reste du, reste a payer, impaye, impayes, arriere, arrieres, dette, solde du
    compte, a payer, solde debiteur, encours, solde restant, restant du, montant impaye, solde d ouverture,
    solde a payer, montant en attente, creance, somme due
  `,
  credit_cents: `
    avoir, solde crediteur, acompte, trop percu, avance, provision, credit, montant prepaye, credit du compte,
    credit restant
  `,
  last_payment_cents: `
    dernier montant paye, montant paye, montant regle, montant du dernier paiement, dernier paiement montant,
    montant verse, montant dernier paiement, dernier montant regle, montant du dernier reglement, paye?, regle?
  `,
  last_payment_on: `
    date de paiement?, date de reglement?, paye le?, regle le?, dernier paiement?, date du dernier paiement?, date
    dernier paiement?, dernier reglement?, date du dernier reglement?
  `,
};
