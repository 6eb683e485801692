import type { HeaderNames } from "../fields.ts";

/** What Spanish rosters, templates and exports call each field; the surest names first. */
export const spanish: HeaderNames = {
  external_id: `
    id de paciente, numero de paciente, no de paciente, n paciente, numero de socio, n socio, no socio, no
    de socio, identificador, codigo de paciente, expediente, numero de expediente, id paciente, numero de
    cliente, codigo, historia clinica, n historia, num paciente, num socio, id de socio, id externo, id
    socio, codigo paciente, codigo de cliente, id cliente, numero de historia, numero de miembro, id
    miembro, id de miembro
  `,
  membership_external_id: `
    id de membresia, numero de membresia, numero de contrato, n contrato, id membresia, id suscripcion,
    numero de suscripcion, id de suscripcion, no de contrato, num contrato, id contrato
  `,
  first_name: `
    nombre, nombres, primer nombre, nombre de pila, nombre del paciente, nombre paciente
  `,
  middle_name: "segundo nombre",
  last_name: `
    apellido, apellidos, primer apellido, apellidos del paciente, apellido s, apellido paterno
  `,
  full_name: `
    nombre completo, nombre y apellidos, paciente, socio, apellidos y nombre, apellidos nombre, nombre y
    apellido, miembro, nombre apellidos, nombre del socio, cliente, apellido y nombre, nombre del miembro,
    apellido nombre, titular paciente, afiliado
  `,
  dob: `
    fecha de nacimiento, nacimiento, f nacimiento, fecha nacimiento, fec nac, f nac, fecha nac, nacido el,
    fecha de nac, cumpleanos, fdn
  `,
  sex: "sexo, genero",
  email: `
    correo, correo electronico, e mail, direccion de correo, direccion de correo electronico, mail, correo e
  `,
  phone: `
    telefono, movil, celular, telefono movil, numero de telefono, tel movil, telefono celular, n telefono,
    tlf, tfno, telf, telefono de contacto, num telefono
  `,
  address_line1: "direccion, domicilio, calle, direccion 1, direccion postal",
  city: "ciudad, poblacion, localidad, municipio",
  state: "provincia, estado provincia, comunidad, departamento",
  zip: "codigo postal, cp, c p, cod postal",
  country: "pais",
  household: `
    familia, hogar, grupo familiar, unidad familiar, id familia, codigo de familia, nucleo familiar, id de
    familia, numero de familia, id hogar
  `,
  role: `
    parentesco, relacion, rol, tipo de socio, vinculo, tipo de miembro, relacion con el titular, tipo socio
  `,
  payer_name: `
    pagador, titular, responsable, responsable de pago, facturar a, titular de la cuenta, pagado por, nombre
    del pagador, paga, quien paga, titular del contrato, responsable del pago, nombre del titular, socio
    titular, responsable economico
  `,
  payer_email: `
    correo del pagador, email del pagador, email pagador, correo del titular, correo pagador, correo
    electronico del pagador, email titular, email del titular, correo titular
  `,
  payer_external_id: `
    id del titular, numero de titular, id pagador, id del pagador, dependiente de, n titular, id titular,
    beneficiario de, numero del titular, codigo titular, codigo del titular, num titular
  `,
  member_names: `
    otros miembros, beneficiarios, familiares, paciente 2, paciente 3, paciente 4, miembro 2, miembro 3,
    miembro 4, dependientes, otros pacientes, hijos
  `,
  sponsor: "empresa, empleador, patrocinador, compania, organizacion, razon social",
  division: "division, area, seccion, sede, centro",
  plan_name: `
    plan, membresia, tipo de membresia, suscripcion, paquete, modalidad, cuota tipo, nombre del plan, tipo
    de plan, producto, abono, nivel, nombre de la membresia, programa, plan de membresia, tipo de cuota,
    tipo de suscripcion, bono
  `,
  price_cents: `
    precio, cuota, importe, tarifa, monto, cuota mensual, coste, costo, mensualidad, valor, importe cuota,
    importe de la cuota, precio eur, importe eur, precio mensual, tasa, cantidad
  `,
  interval: `
    periodicidad, frecuencia, ciclo, periodo, ciclo de facturacion, frecuencia de pago, frecuencia de
    facturacion, intervalo, periodo de facturacion, plazo, periodicidad de pago, ciclo de pago, frecuencia
    de cobro, periodo de pago, periodicidad del pago, recurrencia
  `,
  enrolment_fee_cents: `
    cuota de inscripcion, matricula, inscripcion, cuota de alta, cuota inicial, cargo de inscripcion, tarifa
    de inscripcion, derechos de inscripcion, gastos de alta, cuota de entrada, costo de inscripcion
  `,
  payment_method: `
    forma de pago, metodo de pago, medio de pago, tipo de pago, modo de pago, metodo pago, forma pago, pago
    con, via de pago
  `,
  autopay: `
    pago automatico, cobro automatico, domiciliado, domiciliacion, renovacion automatica, autopago,
    automatico, pago auto, cargo automatico, debito automatico
  `,
  last_billed: `
    ultima factura, ultimo cobro, ultimo pago, ultima facturacion, fecha de ultimo pago, fecha ultimo cobro,
    ultimo cargo, fecha de ultima factura, facturado el, ultima cuota, fecha del ultimo pago, ultimo recibo,
    fecha de ultimo cobro, fecha ultima factura, fecha ultimo pago, ultimo pago el, ultima renovacion,
    ultima fecha de cobro, ultima fecha de pago, fecha del ultimo cobro, fecha de la ultima factura
  `,
  covered_through: `
    pagado hasta, cubierto hasta, valido hasta, vence, fecha de vencimiento, vencimiento, vence el, caduca,
    fecha de caducidad, cobertura hasta, facturado hasta, vigente hasta, hasta, fin de periodo, fin de
    cobertura, caduca el, expira, abonado hasta, fin de vigencia, cobrado hasta
  `,
  next_bill: `
    proxima factura, proximo cobro, proximo pago, proxima facturacion, fecha de renovacion, renovacion,
    proximo cargo, fecha de proximo pago, fecha proximo cobro, proxima cuota, proximo recibo, fecha de
    proximo cobro, proxima renovacion, fecha proximo pago, fecha del proximo pago, renueva el, fecha
    renovacion, fecha proxima factura, fecha de proxima factura, proximo vencimiento, fecha de cobro
  `,
  stated_start: `
    fecha de inicio, inicio, fecha inicio, empieza, efectivo desde, fecha de efecto, comienzo, desde, inicio
    de facturacion, nuevo inicio, fecha de comienzo, vigente desde, a partir de
  `,
  original_start: `
    inicio de membresia, inicio de contrato, inicio del contrato, fecha de contratacion, inicio de la
    membresia, fecha de inicio de membresia, inicio de suscripcion, alta del contrato, fecha inicio
    membresia, fecha de inicio original, inicio original, inicio membresia, fecha de inicio de la membresia,
    fecha de inicio del contrato, inicio suscripcion, inicio contrato
  `,
  member_since: `
    socio desde, miembro desde, fecha de alta, alta, fecha alta, cliente desde, paciente desde, fecha de
    ingreso, inscrito desde, antiguedad, fecha de registro, fecha ingreso, fecha de inscripcion
  `,
  end_date: `
    fecha de baja, baja, fecha fin, fecha de fin, fin, fecha baja, cancelado el, fecha de cancelacion, fin
    de contrato, fecha de termino, termina, fecha de finalizacion, finaliza, fecha de terminacion, fin de
    membresia, fin del contrato, cancelacion, fecha cancelacion
  `,
  term_periods: `
    numero de cuotas, numero de pagos, cuotas, periodos, numero de periodos, num cuotas, pagos
  `,
  source_status: `
    estado, situacion, estatus, estado de membresia, estado del socio, estado de la membresia, estado
    suscripcion, status
  `,
  membership_enabled: `
    activo, activa, membresia activa, socio activo, habilitado, miembro activo, esta activo
  `,
  confirmed: "confirmado",
  label: "etiqueta, etiquetas, categoria, marca",
  notes: `
    notas, nota, observaciones, comentarios, comentario, observacion, anotaciones, detalles
  `,
  balance_cents: `
    saldo, saldo pendiente, importe pendiente, deuda, adeudo, monto adeudado, importe adeudado, monto pendiente,
    por pagar, saldo deudor, saldo actual, atrasos, saldo de cuenta, saldo inicial, impagos, cantidad pendiente,
    saldo vencido, saldo por pagar, debe, pendiente de pago, importe debido, pendiente?
  `,
  credit_cents: `
    saldo a favor, credito, abono, anticipo, saldo acreedor, credito a favor, a favor, prepago, importe a favor,
    haber, saldo prepagado
  `,
  last_payment_cents: `
    ultimo importe pagado, importe pagado, monto pagado, importe del ultimo pago, monto del ultimo pago, ultimo
    pago importe, cantidad pagada, importe ultimo pago, monto ultimo pago, importe abonado, ultimo importe
    cobrado, pagado?
  `,
  last_payment_on: `
    fecha de pago?, pagado el?, fecha pago?, ultimo pago?, fecha de ultimo pago?, fecha del ultimo pago?, fecha
    ultimo pago?
  `,
};
