//! What teams write for the next one: usual sentences of a handover, without a name.

use super::Sort;

/// The sentences of a sort of ward, the commonest first. Never empty.
pub(super) const fn of(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Cardiology => &[
            "Scope rythme sinusal, pas d’alarme cette nuit. Poids à 6 h.",
            "Coronarographie demain matin : à jeun à minuit, consentement signé.",
            "Lasilix IV toutes les 8 h, diurèse à noter. Régime sans sel.",
            "INR à récupérer avant 11 h, appeler l’interne si > 3.",
            "Épouse prévenue de la sortie, vient avec les vêtements vers 14 h.",
            "Pansement radial à vérifier à 18 h, point de compression retiré.",
        ],
        Sort::Pneumology => &[
            "O₂ 2 L/min, saturation cible 92 %. Sevrage à essayer demain matin.",
            "Kiné respiratoire 2 fois par jour, crachats à prélever avant antibiotique.",
            "Masque FFP2 au chevet, porte fermée. BAAR du matin à envoyer.",
            "Drain en aspiration −20, bulle encore. Radio de contrôle à 8 h.",
            "VNI la nuit, machine personnelle dans la chambre.",
        ],
        Sort::Neurology => &[
            "Glasgow 15, surveillance neurologique toutes les 4 h jusqu’à demain.",
            "Test de déglutition à refaire : texture mixée, eau gélifiée.",
            "IRM programmée à 10 h 30, pas de pacemaker, questionnaire rempli.",
            "Bilan orthophonie fait, compte rendu à récupérer.",
            "Crise cette nuit à 3 h, 40 secondes, Rivotril au chevet.",
        ],
        Sort::Oncology => &[
            "Cure prévue demain, bilan prélevé ce matin, en attente du feu vert pharmacie.",
            "Aplasie : protection à l’entrée, pas de fleurs, visites limitées à deux.",
            "PCA morphine, 3 bolus cette nuit. EVA 3 au repos.",
            "Port-à-cath hépariné, aiguille changée ce matin.",
            "Famille reçue par le médecin cet après-midi, à accompagner.",
        ],
        Sort::Geriatrics => &[
            "Agité en début de nuit, barrières sur prescription, lumière laissée dans la salle de bains.",
            "Mange peu : aide au repas, compléments à 10 h et 16 h.",
            "Lever avec déambulateur et une aide, chaussures fermées.",
            "Assistante sociale vue ce matin : dossier EHPAD envoyé à trois établissements.",
            "Prothèses auditives dans le tiroir de gauche, à mettre le matin.",
            "Escarre sacrum stade 2, matelas à air, changer de position toutes les 3 h.",
        ],
        Sort::Rehabilitation => &[
            "Séance de kiné à 10 h, escaliers acquis avec rampe.",
            "Visite à domicile avec l’ergothérapeute jeudi.",
            "Permission samedi et dimanche, retour à 18 h, traitements à préparer.",
            "Appui autorisé depuis hier, à vérifier sur l’ordonnance du chirurgien.",
        ],
        Sort::Surgery => &[
            "J1, redon 80 mL, ablation prévue demain après avis du chirurgien.",
            "Bloc à 8 h, à jeun, douche préopératoire faite, bijoux confiés à la famille.",
            "Premier lever cet après-midi avec la kiné, EVA 4 avant, 2 après antalgique.",
            "Sonde urinaire retirée à 9 h, surveiller la reprise des mictions.",
            "Pansement propre, ordonnance de sortie prête dans la pochette.",
            "Transit repris, alimentation légère ce soir.",
        ],
        Sort::Maternity => &[
            "Allaitement bien parti, mise au sein toutes les 3 h. Conseils donnés.",
            "Bilirubine à recontrôler à 18 h, photothérapie en réserve.",
            "Sortie précoce possible demain si poids stable, sage-femme libérale prévenue.",
            "Cicatrice de césarienne propre, premier lever fait.",
        ],
        Sort::Paediatrics => &[
            "Maman présente la nuit, lit accompagnant installé.",
            "Fièvre 38,9 à 4 h, paracétamol donné, à surveiller.",
            "Mange seul, doudou à ne pas oublier pour la radio.",
            "Aérosols toutes les 4 h, saturation 95 % en air ambiant.",
        ],
        Sort::Psychiatry => &[
            "Nuit calme, a participé à l’atelier cet après-midi.",
            "Entretien famille prévu demain à 14 h.",
            "Sortie accompagnée dans le parc autorisée, 30 minutes.",
        ],
        Sort::Critical => &[
            "Noradrénaline en décroissance, PAM cible 65. Sédation arrêtée à 6 h.",
            "Épreuve de ventilation spontanée à refaire à 10 h.",
            "Scanner de contrôle demandé, brancardage à prévenir une heure avant.",
            "Cathéter artériel changé cette nuit, voie centrale J4.",
        ],
        Sort::Emergency => &[
            "Attend le résultat du scanner, voie veineuse en place.",
            "Avis du chirurgien demandé, rappellera.",
            "Surveillance troponine H3 à prélever.",
        ],
        Sort::Day => &[
            "À jeun vérifié, accompagnant joignable pour la sortie.",
            "Sortie après collation et accord de l’anesthésiste.",
        ],
        Sort::Medicine => &[
            "Hémocultures prélevées à 38,7. Antibiotique à 20 h et 8 h.",
            "Glycémies avant les repas, protocole insuline affiché dans la chambre.",
            "Fille référente à appeler avant la sortie, aides à domicile à remettre en place.",
            "Scanner demain à 9 h, créatinine vérifiée, à jeun 3 h avant.",
            "Lever au fauteuil matin et après-midi, marche dans le couloir avec aide.",
            "Compte rendu dicté, ordonnances à signer avant la visite.",
        ],
    }
}
