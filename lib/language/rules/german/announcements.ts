export const announcements = {
  "About {list}": "Zu {list}",
  "Withdrawn": "Zurückgezogen",
  "This was taken back {time} and does not hold any more. It stays readable for the record.": "Dies wurde {time} zurückgenommen und gilt nicht mehr. Es bleibt zum Nachlesen stehen.",
  "{word}, since {from}": "{word}, seit {from}",
  "{word}, since {from}, until {until}": "{word}, von {from} bis {until}",
  "{word}, since {from}, holds until {until}": "{word}, seit {from}, gilt bis {until}",
  "Announcement": "Ankündigung",
  "Announcements": "Ankündigungen",
  "Read the announcement": "Die Ankündigung lesen",
  "Since {time}": "Seit {time}",
  "Since {time}, until {until}": "Von {time} bis {until}",
} as const;
