// Sends the form that hands a message on to another application, without a click.
document.querySelector("form[data-submit-at-once]").requestSubmit();
