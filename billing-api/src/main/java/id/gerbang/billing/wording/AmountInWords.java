package id.gerbang.billing.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A whole amount in words, as on an invoice: "seratus lima puluh ribu rupiah". */
public final class AmountInWords {

  private static final String[] SATUAN = {
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas"
  };
  private static final String[] RIBUAN = {
    "", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun"
  };
  private static final String[] ONES = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] THOUSANDS = {
    "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"
  };

  private AmountInWords() {}

  /**
   * @param amount of whole rupiah, 0 or more
   */
  public static String rupiah(long amount, Locale language) {
    return of(amount, language) + " rupiah";
  }

  static String of(long amount, Locale language) {
    if (amount < 0) {
      throw new IllegalArgumentException("an amount in words is not negative");
    }
    boolean indonesian = !language.getLanguage().equals("en");
    if (amount == 0) {
      return indonesian ? SATUAN[0] : ONES[0];
    }
    List<String> words = new ArrayList<>();
    long divisor = 1_000_000_000_000_000_000L;
    for (int group = RIBUAN.length - 1; group >= 0; group--, divisor /= 1000) {
      int hundreds = (int) (amount / divisor % 1000);
      if (hundreds == 0) {
        continue;
      }
      if (!indonesian) {
        english(hundreds, words);
        words.add(THOUSANDS[group]);
      } else if (group == 1 && hundreds == 1) {
        words.add("seribu");
      } else {
        indonesian(hundreds, words);
        words.add(RIBUAN[group]);
      }
    }
    return String.join(" ", words).strip();
  }

  private static void indonesian(int number, List<String> words) {
    int hundreds = number / 100;
    int rest = number % 100;
    if (hundreds == 1) {
      words.add("seratus");
    } else if (hundreds > 1) {
      words.add(SATUAN[hundreds]);
      words.add("ratus");
    }
    if (rest > 19) {
      words.add(SATUAN[rest / 10]);
      words.add("puluh");
      rest %= 10;
    }
    if (rest > 11) {
      words.add(SATUAN[rest - 10]);
      words.add("belas");
    } else if (rest > 0) {
      words.add(SATUAN[rest]);
    }
  }

  private static void english(int number, List<String> words) {
    int hundreds = number / 100;
    int rest = number % 100;
    if (hundreds > 0) {
      words.add(ONES[hundreds]);
      words.add("hundred");
    }
    if (rest > 19) {
      words.add(rest % 10 == 0 ? TENS[rest / 10] : TENS[rest / 10] + "-" + ONES[rest % 10]);
    } else if (rest > 0) {
      words.add(ONES[rest]);
    }
  }
}
