package io.sallyport.core.logline;

/** {@code $context.requestTime}: {@code dd/MMM/yyyy:HH:mm:ss +0000}, without making garbage. */
public final class RequestTime {

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private RequestTime() {}

  /** Writes the time {@code millis} after the epoch. */
  public static void write(long millis, LogLine out) {
    long seconds = Math.floorDiv(millis, 1000L);
    long days = Math.floorDiv(seconds, 86_400L);
    int rest = (int) Math.floorMod(seconds, 86_400L);
    date(days, out);
    out.raw(':').two(rest / 3600).raw(':').two(rest / 60 % 60).raw(':').two(rest % 60);
    out.raw(' ').raw('+').two(0).two(0);
  }

  /** Days since the epoch to a date of the Gregorian calendar, in eras of 400 years. */
  private static void date(long days, LogLine out) {
    long shifted = days + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    int dayOfEra = (int) Math.floorMod(shifted, 146_097L);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shiftedMonth = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    out.two(day).raw('/');
    for (int i = 0; i < 3; i++) {
      out.raw(MONTHS.charAt(3 * (month - 1) + i));
    }
    out.raw('/').number(year);
  }
}
