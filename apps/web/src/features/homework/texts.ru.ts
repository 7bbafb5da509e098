export const texts = {
  title: 'Домашние задания',
  previousWeek: 'Предыдущая неделя',
  nextWeek: 'Следующая неделя',
  thisWeek: 'Ближайшая неделя',
  tomorrow: 'на завтра',
  today: 'на сегодня',
  past: 'прошло',
  given: 'Задано {{day}}',
  changed: 'Изменено {{at}}',
  minutes_one: 'около {{count}} минуты',
  minutes_few: 'около {{count}} минут',
  minutes_many: 'около {{count}} минут',
  minutes_other: 'около {{count}} минут',
  empty: {
    title: 'На эту неделю ничего не задано',
    text: 'Когда учитель задаст, задание появится здесь. Прошлые задания — стрелкой назад.',
  },
}
