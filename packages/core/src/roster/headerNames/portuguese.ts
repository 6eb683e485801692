import type { HeaderNames } from "../fields.ts";

/** What Portuguese and Brazilian rosters and exports call each field; the surest names first. */
export const portuguese: HeaderNames = {
  external_id:
    "numero do paciente, n paciente, id do paciente, codigo do paciente, numero de socio, n socio, numero socio, n o socio, codigo do cliente, id do cliente, numero do cliente, matricula do paciente, prontuario, codigo",
  membership_external_id: "numero do contrato, n contrato, id da assinatura, codigo do contrato",
  first_name: "primeiro nome, nome proprio, nome?",
  middle_name: "nome do meio, segundo nome",
  last_name: "sobrenome, apelido, ultimo nome, apelidos?",
  full_name:
    "nome completo, nome do paciente, nome do socio, nome do cliente, nome, socio, cliente, utente, nome do utente",
  dob: "data de nascimento, data nascimento, nascimento, data de nasc, dt nascimento, nascido em",
  sex: "sexo, genero",
  email: "correio eletronico, endereco de email, endereco de e mail",
  phone: "telefone, telemovel, celular, numero de telefone, contacto, contato",
  address_line1: "endereco, morada, rua",
  city: "cidade, localidade, concelho",
  state: "distrito, uf",
  zip: "codigo postal, cep",
  country: "pais",
  household: "familia, agregado familiar, agregado, id da familia",
  role: "parentesco, relacao, grau de parentesco",
  payer_name: "pagador, titular, responsavel, responsavel financeiro, responsavel pelo pagamento",
  payer_email: "email do pagador, e mail do titular",
  payer_external_id: "id do pagador, id do titular, n titular, dependente de",
  member_names: "outros membros, dependentes",
  sponsor: "empresa, empregador, entidade patronal",
  plan_name: "plano, tipo de plano, tipo de adesao, modalidade, pacote, assinatura, nome do plano",
  price_cents: "mensalidade, preco, valor, quota, custo, valor da mensalidade",
  interval: "periodicidade, frequencia, frequencia de pagamento, ciclo, recorrencia",
  enrolment_fee_cents: "taxa de inscricao, joia, taxa de adesao, inscricao",
  payment_method: "forma de pagamento, metodo de pagamento, meio de pagamento, modo de pagamento",
  autopay: "pagamento automatico, debito automatico, cobranca automatica, renovacao automatica",
  last_billed:
    "ultima fatura, ultima cobranca, ultimo pagamento, ultima faturacao, data da ultima fatura, data da ultima cobranca, data do ultimo pagamento, ultimo debito",
  covered_through:
    "pago ate, coberto ate, valido ate, validade, data de validade, faturado ate, cobertura ate, vence em",
  next_bill:
    "proxima fatura, proxima cobranca, proximo pagamento, proxima faturacao, proximo vencimento, data da proxima cobranca, proximo debito",
  stated_start: "inicio, data de inicio, data inicio, inicio da cobranca",
  original_start: "inicio do contrato, data do contrato, inicio do plano, data de adesao do plano",
  member_since:
    "socio desde, membro desde, cliente desde, paciente desde, data de adesao, data de inscricao",
  end_date: "data de fim, data fim, data de cancelamento, cancelado em, termino, data de termino",
  source_status: "estado, situacao, estado do socio, situacao do plano",
  membership_enabled: "ativo, plano ativo",
  notes: "notas, observacoes, comentarios, obs",
  balance_cents:
    "saldo devedor, saldo em divida, em divida, divida, valor em divida, em atraso, valor em atraso",
  credit_cents: "saldo credor, adiantamento, credito em conta",
  last_payment_cents: "valor pago, valor do ultimo pagamento, ultimo valor pago, pago?",
  last_payment_on: "data do pagamento?, data de pagamento?, pago em?, ultimo pagamento?",
};
