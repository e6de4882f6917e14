/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How well words follow each other in a language: word trigrams, and 4-grams of classes (frequent words stand for themselves,
 * others for their ending). Read from TAG.ngrams, which tools/train_language.py writes and the program embeds; a language
 * without that file has no model.
 */
#ifndef APO__SCORING_LANGUAGE_MODEL_H
#define APO__SCORING_LANGUAGE_MODEL_H

#include "lexicon/lexicon_lookup.h"
#include "text/language/context.h"

typedef struct apo__language_model apo__language_model;
/* The model of a language, NULL when there is none. */
const apo__language_model *apo__language_model_of(
	const apo_context *context, const apo__language *language, apo__arena *arena);

/* A word as the model reads it. */
typedef struct {
	const char *form, *stem;
	int number;  /* digits */
	int name;    /* a capital that no sentence asks for */
	int lower;   /* a letter that is not a capital first */
	int foreign; /* in the other side's text: says nothing about the language */
} apo__read_word;

/* What is odd about a line. Sums over its words, in nats, less what words of this kind have in good text. */
typedef struct {
	double words;	   /* surprise of words by the two before */
	double worst_word; /* the word that is most less likely where it stands than anywhere */
	double dislike;	   /* how much less likely words are where they stand than anywhere */
	double classes;	   /* surprise of classes by the three before */
	double worst;	   /* the most surprising two classes that follow each other */
	double unseen; /* pairs of frequent words that never follow each other, by how often chance would have it */
	uint32_t unknown; /* words that the model never saw, in no form */
	uint32_t lowered; /* words without the capital that they always have */
} apo__oddness;

void apo__language_model_read(const apo__language_model *model, const apo__read_word *words,
	uint32_t count, apo__oddness *oddness);
/* How rare a word is, 0 to 1; of one that the model never saw 0: it may be a name. */
double apo__language_model_rarity(const apo__language_model *model, const char *form);
/* Whether the model knows the word, by a form or a stem. */
int apo__language_model_knows(const apo__language_model *model, const char *form, const char *stem);

#endif
