package org.homeroom.keycloak.claim;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.homeroom.keycloak.claim.ClaimAnswer.IssuedClaim;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.utils.StringUtil;

/** What a mail with a code says of its reader and of the district: the same as a printed letter. */
record MailedLetter(KeycloakSession session, RealmModel realm, UserModel person) {
  private static final String HELP = "homeroom.help-contact";
  private static final String GUIDES = "homeroom.guides";
  private static final String STAFF = "staff";

  /** The values of the template {@code claim-code.ftl}. */
  Map<String, Object> of(IssuedClaim claim, String address) {
    Locale language = session.getContext().resolveLocale(person);
    boolean staff = STAFF.equals(person.getFirstAttribute(ClaimPolicy.PERSON_TYPE));
    Map<String, Object> letter = new HashMap<>();
    letter.put("code", claim.code());
    letter.put("address", address);
    letter.put("expires", inWords(LocalDate.parse(claim.expires()), language));
    letter.put("kind", staff ? STAFF : "student");
    letter.put("name", firstOf(person.getFirstName(), claim.username()));
    letter.put("district", firstOf(realm.getDisplayName(), realm.getName()));
    letter.put(
        "birthDate", ClaimPolicy.of(realm).proofOf(person).filter(Proof.BOTH::equals).isPresent());
    letter.put("guides", firstOf(realm.getAttribute(GUIDES), ""));
    if (language.getLanguage().equals(languageOfTheDistrict())) {
      letter.put("help", realm.getAttribute(HELP));
    }
    return letter;
  }

  private static String inWords(LocalDate day, Locale language) {
    return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).localizedBy(language));
  }

  private static String firstOf(String text, String otherwise) {
    return StringUtil.isBlank(text) ? otherwise : text;
  }

  /** In which the district has said whom to ask. */
  private String languageOfTheDistrict() {
    return Locale.forLanguageTag(firstOf(realm.getDefaultLocale(), "en")).getLanguage();
  }
}
