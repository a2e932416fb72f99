//! Asks the compiled-in world: `cargo run -p chancery-world --example ask -- "Vladimir Putin" "foreign minister@RUS@2020-01-01"`.

#![allow(clippy::print_stdout, reason = "an example prints")]

use chancery_world::World;

fn main() {
    let world = World::embedded();
    for question in std::env::args().skip(1) {
        println!("{question}");
        let parts: Vec<&str> = question.split('@').collect();
        if let [office, of, day] = parts[..] {
            let Ok(day) = day.parse() else { continue };
            for (holding, standing) in world.holders(of, office, day) {
                println!("  {standing:?} {holding:?} ({})", holding.source());
            }
            continue;
        }
        for meaning in world.names(&question) {
            println!("  {:?} {:?}", meaning.sense, world.entity(meaning.entity));
            for holding in world.entity(meaning.entity).holdings() {
                println!("    {holding:?} ({})", holding.source());
            }
        }
        if let Some(role) = world.role(&question) {
            println!(
                "  role {role:?} office {:?} sort {} plural {}",
                role.office(),
                role.sort(),
                role.is_plural()
            );
        }
        for place in world.places(&question).iter().take(5) {
            println!("  place {place:?} {} {}", place.population(), place.latitude());
        }
    }
}
