package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DynamicTableTest {

  @Test
  void isWhatAListWouldBe() {
    Random random = new Random(1);
    for (int run = 0; run < 50; run++) {
      int capacity = random.nextInt(5000);
      DynamicTable table = new DynamicTable(capacity);
      List<TableEntry> model = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int more = 0;
        TableEntry entry = null;
        if (random.nextInt(20) == 0) {
          capacity = random.nextInt(5000);
          table.resize(capacity);
        } else {
          entry = new TableEntry(new byte[random.nextInt(20)], new byte[random.nextInt(60)], null);
          more = entry.size();
          table.add(entry);
        }
        while (!model.isEmpty() && size(model) + more > capacity) {
          model.removeLast();
        }
        if (entry != null && more <= capacity) {
          model.addFirst(entry);
        }
        assertThat(entries(table)).isEqualTo(model);
        assertThat(table.size()).isEqualTo(size(model));
      }
    }
  }

  private static int size(List<TableEntry> entries) {
    return entries.stream().mapToInt(TableEntry::size).sum();
  }

  private static List<TableEntry> entries(DynamicTable table) {
    List<TableEntry> entries = new ArrayList<>();
    for (int i = 0; i < table.count(); i++) {
      entries.add(table.get(i));
    }
    return entries;
  }
}
